// A backdated update belongs among those of its time: its place is chosen as the time is typed, and can be changed.
export function placeBackdated() {
  const field = document.getElementById("published_at");
  const place = document.getElementById("under");
  const source = document.getElementById("live-source");
  if (!field || !place || !source) return;
  field.addEventListener("change", () => {
    const wall = (moment) => new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeStyle: "medium", timeZone: source.dataset.zone }).format(moment);
    const typed = field.value.replace("T", " ");
    // Newest first: it goes below the last one that is later.
    const later = [...place.options].filter((one) => one.dataset.at && wall(new Date(one.dataset.at)) > typed);
    place.value = typed && later.length ? later.at(-1).value : "";
    place.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
