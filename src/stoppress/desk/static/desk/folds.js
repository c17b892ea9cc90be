// Fields that are folded away say in one line what they hold; each fold stays as its user left it.
const KEPT = "stoppress:folds";
const NARROW = matchMedia("(max-width: 47.99rem)");

export function folds() {
  const kept = read();
  for (const fold of document.querySelectorAll("details[data-fold]")) {
    const form = fold.closest("form");
    const show = () => (fold.querySelector(".holds").textContent = WORDS[fold.dataset.fold](form, fold));
    const name = fold.dataset.fold;
    if (!fold.querySelector("[aria-invalid]")) {
      if (name in kept) fold.open = kept[name] || (fold.open && isFilled(fold));
      else if (NARROW.matches && !isFilled(fold)) fold.open = false;
    }
    show();
    for (const kind of ["input", "change", "restored"]) form.addEventListener(kind, show);
    form.addEventListener("click", () => setTimeout(show)); // rows that come and go
    fold.querySelector("summary").addEventListener("click", () => keep(name, !fold.open));
  }
}

const WORDS = {
  sources(form, fold) {
    const rows = [...fold.querySelectorAll(".row")].map((row) => {
      const [name, channel, url] = ["name", "channel", "url"].map((part) => row.querySelector(`[name=source_${part}]`).value.trim());
      const hand = row.querySelector("[name=source_hand]");
      const who = name && channel ? fold.dataset.via.replace("{name}", name).replace("{channel}", channel) : name || channel || url;
      return who && [who, hand.value && chosen(hand)].filter(Boolean).join(", ");
    });
    const status = form.elements.namedItem("status");
    return [rows.filter(Boolean).join("; ") || fold.dataset.none, status.value && chosen(status)].filter(Boolean).join(" · ");
  },
  more(form, fold) {
    const value = (name) => form.elements.namedItem(name)?.value ?? "";
    const authors = [...fold.querySelectorAll("[name=author_name]")].map((field) => field.value.trim()).filter(Boolean);
    return [value("event_time").replace("T", " "), authors.join(", "), value("language")].filter(Boolean).join(" · ");
  },
};

function chosen(choice) {
  return choice.selectedOptions[0]?.textContent ?? "";
}

function isFilled(fold) {
  return [...fold.querySelectorAll("input, textarea")].some((field) => field.value) || [...fold.querySelectorAll("select")].some((choice) => choice.value);
}

function read() {
  try {
    return JSON.parse(localStorage.getItem(KEPT)) ?? {};
  } catch {
    return {};
  }
}

function keep(name, open) {
  try {
    localStorage.setItem(KEPT, JSON.stringify({ ...read(), [name]: open }));
  } catch {
    // Private or full: then it opens as it does for everybody.
  }
}

folds();
