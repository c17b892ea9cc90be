// Put kept fields back into a form: names and values in the order of the form; rows are added as they are needed.
import { makeRows } from "./pictures.js";

export function fill(form, fields) {
  const values = new Map();
  for (const [name, value] of fields) values.set(name, [...(values.get(name) || []), value]);
  makeRows(form, values.get("picture_asset") ?? []);
  for (const [name, wanted] of values) {
    const rows = () => [...form.elements].filter((element) => element.name === name);
    for (let i = rows().length; i < wanted.length && i < 40; i++) {
      const grow = rows()[0]?.closest(".rows, form")?.querySelector(".add");
      if (!grow) break;
      grow.click();
    }
    rows().forEach((element, i) => {
      if (element.type === "radio") element.checked = wanted.includes(element.value);
      else if (element.type !== "checkbox" && element.type !== "file") element.value = wanted[i] ?? "";
    });
  }
  for (const box of form.querySelectorAll('input[type="checkbox"]')) box.checked = Boolean(values.get(box.name)?.includes(box.value));
  if (fields.some(([name, value]) => value && name === "picture_asset")) {
    form.querySelector(".picture").setAttribute("open", "");
    form.querySelector(".picture .chosen")?.removeAttribute("hidden");
  }
  if (fields.some(([name, value]) => value && ["event_time", "author_name", "language"].includes(name))) {
    form.querySelector("details[data-fold=more]")?.setAttribute("open", "");
  }
  if (fields.some(([name, value]) => value && ["due_at", "not_before", "published_at"].includes(name))) {
    form.querySelector("details.when")?.setAttribute("open", "");
  }
  // For whatever shows a field in another way than the field itself.
  form.dispatchEvent(new Event("restored"));
}
