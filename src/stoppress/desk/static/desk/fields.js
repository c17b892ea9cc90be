// Small help for fields: rows that grow, an address from a headline.

// Without script a form has one spare row; with it, a button adds as many as are wanted.
export function growRows() {
  for (const button of document.querySelectorAll(".add")) {
    const place = button.closest("fieldset, form");
    const rows = () => [...place.querySelectorAll(".row")];
    const spare = rows();
    for (const row of spare.slice(1)) if (isEmpty(row) && isEmpty(row.previousElementSibling)) row.remove();
    button.hidden = false;
    button.addEventListener("click", () => {
      if (rows().length >= 40) return;
      const row = rows()[0].cloneNode(true);
      row.querySelectorAll("input, textarea").forEach((field) => (field.value = ""));
      row.querySelectorAll("select").forEach((choice) => (choice.selectedIndex = 0));
      row.querySelectorAll(".cited").forEach((cited) => cited.remove());
      rows().at(-1).after(row);
      row.querySelector("input, textarea").focus();
    });
    removeRows(place, rows);
  }
}

// A row that is taken out goes; the last one is emptied.
function removeRows(place, rows) {
  place.querySelectorAll(".remove").forEach((button) => (button.hidden = false));
  place.addEventListener("click", (event) => {
    const row = event.target.closest(".remove")?.closest(".row");
    if (!row) return;
    const next = row.nextElementSibling?.closest(".row") ?? row.previousElementSibling?.closest(".row") ?? row;
    row.querySelectorAll("input, textarea").forEach((field) => (field.value = ""));
    row.querySelectorAll("select").forEach((choice) => (choice.selectedIndex = 0));
    if (rows().length > 1) row.remove();
    next.querySelector("input, textarea").focus();
    place.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

function isEmpty(row) {
  return Boolean(row?.classList.contains("row")) && [...row.querySelectorAll("input, textarea")].every((field) => !field.value);
}

export function suggestSlug() {
  const slug = document.querySelector("[data-suggest-from]");
  const headline = slug && document.getElementById(slug.dataset.suggestFrom);
  headline?.addEventListener("input", () => {
    // As base/keys.py slug_from(); the desk says the last word.
    const ascii = headline.value.normalize("NFKD").replace(/[^\x00-\x7f]/g, "").toLowerCase();
    slug.placeholder = ascii.replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 60).replace(/-+$/, "");
  });
}
