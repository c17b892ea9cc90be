// Two who typed at one draft: what does not touch is put together, what does is shown side by side to choose from.
import { say } from "./say.js";

// The merge, as the desk makes it. Null when there is no line.
export async function merged(form, draft, base, mine) {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", form.elements.namedItem("csrfmiddlewaretoken").value);
  body.set("base", JSON.stringify(byName(base)));
  body.set("mine", JSON.stringify(byName(mine)));
  const address = form.dataset.merge.replace("DRAFT", draft);
  const answer = await fetch(address, { method: "POST", body, headers: { Accept: "application/json" } }).catch(() => null);
  return answer?.ok ? answer.json() : null;
}

// Let a person choose; put() gets the form's fields with what was chosen.
export function choose(form, told, put) {
  const place = form.querySelector("#clashes");
  const chosen = told.clashes.map((clash) => (clash.pieces.length ? clash.pieces.map(() => "both") : "mine"));
  place.replaceChildren(sentence(say("Clash", { name: told.by })));
  told.clashes.forEach((clash, i) => {
    if (!clash.pieces.length) return place.append(pair(words(clash.theirs), words(clash.mine), false, "mine", (which) => (chosen[i] = which)));
    clash.pieces.forEach((piece, k) => {
      if (piece.agreed) return;
      const pick = (which) => (chosen[i][k] = which);
      place.append(pair(piece.theirs.join("\n\n"), piece.mine.join("\n\n"), true, "both", pick));
    });
  });
  const button = document.createElement("button");
  button.type = "button";
  button.className = "second";
  button.textContent = say("PutTogether");
  button.addEventListener("click", () => {
    place.hidden = true;
    place.replaceChildren();
    put(withChosen(told, chosen));
  });
  place.append(button);
  place.hidden = false;
  place.scrollIntoView({ block: "nearest" });
}

function withChosen(told, chosen) {
  const fields = { ...told.fields };
  told.clashes.forEach((clash, i) => {
    if (!clash.pieces.length) return Object.assign(fields, chosen[i] === "theirs" ? clash.theirs : clash.mine);
    const parts = clash.pieces.flatMap((piece, k) => piece.agreed ?? { theirs: piece.theirs, mine: piece.mine, both: [...piece.theirs, ...piece.mine] }[chosen[i][k]]);
    fields[clash.name] = [parts.join("\n\n")];
  });
  return Object.entries(fields).flatMap(([name, values]) => values.map((value) => [name, value]));
}

function pair(theirs, mine, both, first, pick) {
  const box = document.createElement("fieldset");
  box.className = "clash both";
  const name = `clash-${Math.random()}`;
  for (const [which, label, text] of [["theirs", say("Theirs"), theirs], ["mine", say("Yours"), mine], ...(both ? [["both", say("Both"), ""]] : [])]) {
    const line = document.createElement("label");
    const radio = document.createElement("input");
    radio.type = "radio";
    radio.name = name;
    radio.checked = which === first;
    radio.setAttribute("form", "none"); // not a field of the update
    radio.addEventListener("change", () => pick(which));
    const said = document.createElement("span");
    said.className = "lines";
    said.dir = "auto";
    said.textContent = text;
    const bold = document.createElement("b");
    bold.textContent = label;
    line.append(radio, bold, said);
    box.append(line);
  }
  return box;
}

function sentence(text) {
  const line = document.createElement("p");
  line.setAttribute("role", "alert");
  line.textContent = text;
  return line;
}

function words(fields) {
  return Object.values(fields).map((values) => values.filter(Boolean).join(" · ")).filter(Boolean).join("\n");
}

export function byName(fields) {
  const found = {};
  for (const [name, value] of fields) (found[name] ??= []).push(value);
  return found;
}
