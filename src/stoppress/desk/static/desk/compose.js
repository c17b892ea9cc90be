// Publish without leaving the page: send, and send again with the same ids until there is an answer.
import { random } from "./desk_draft.js";
import { dropPictures, fieldAtFault, uploaded } from "./pictures.js";
import { clock, say } from "./say.js";

const AGAIN_MS = [1000, 2000, 4000, 8000, 15000]; // then every 15 s, while the page is open

export function sendWithoutLeaving(drafts, live, presence) {
  const form = document.getElementById("composer");
  if (!form) return;
  const output = form.querySelector("#draft-said");
  let busy = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    mark(true);
    const draft = drafts.of(form);
    const act = event.submitter?.dataset.act;
    draft.keep(act ? {} : { submitted: true });
    try {
      await uploaded(form);
      const body = new FormData(form);
      const answer = await sent(event.submitter?.hasAttribute("formaction") ? event.submitter.formAction : form.action, body, output);
      if (act === "keep" && answer.version !== undefined) return draft.desk.kept(draft.desk.turn, draft.fields(), answer);
      if (answer.number === undefined && answer.version === undefined) {
        if (answer.code === "draft-stale") await draft.desk.putTogether(draft.fields(), answer);
        return refuse(form, answer);
      }
      draft.forget();
      if (form.dataset.opened !== undefined) {
        location.assign(form.dataset.home + (answer.number === undefined ? "" : `?sent=${answer.number}`));
        return;
      }
      begin(form);
      draft.begin();
      output.textContent = said(answer);
      presence.look();
      if (answer.number !== undefined) await live.sent(answer.number, answer.key);
    } finally {
      busy = false;
      mark(false);
    }
  });
}

function said(answer) {
  if (answer.number !== undefined) return say("SentNow", { number: answer.number });
  if (answer.state !== "scheduled") return say("Submitted");
  return say("Scheduled", { time: clock(new Date(answer.due_at), document.getElementById("live-source").dataset.zone) });
}

async function sent(url, body, output) {
  let renewed = false;
  for (let turn = 0; ; turn++) {
    output.textContent = turn ? say("NoLine") : say("Sending");
    try {
      const answer = await fetch(url, { method: "POST", body, headers: { Accept: "application/json" } });
      const refused = answer.status === 403 && (await answer.clone().json().catch(() => null));
      if (refused?.code === "not-allowed") return refused; // somebody changed this person's role meanwhile
      if (answer.status === 403 && !renewed && (renewed = await freshToken(body))) continue;
      if (answer.status === 401 || answer.status === 403) return { detail: say("Login") };
      if (answer.headers.get("Content-Type")?.includes("json")) {
        const told = await answer.json();
        if (answer.status < 500) return told;
      }
      if (answer.status >= 500) return { detail: say("Broken") };
    } catch {
      // No line: the same ids make it safe to send again.
    }
    await new Promise((resolve) => {
      setTimeout(resolve, AGAIN_MS[Math.min(turn, AGAIN_MS.length - 1)]);
      addEventListener("online", resolve, { once: true });
    });
  }
}

// After a new login the form's token is an old one. Take the new one, if it is the same person who came back.
async function freshToken(body) {
  const answer = await fetch(location.pathname);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const token = page.querySelector("#composer [name=csrfmiddlewaretoken]")?.value;
  if (!token || page.body.dataset.user !== document.body.dataset.user) return false;
  body.set("csrfmiddlewaretoken", token);
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
  return true;
}

function refuse(form, problem) {
  clearRefusals(form);
  const field = problem.field && (fieldAtFault(form, problem.field) || form.elements.namedItem(problem.field) || form.querySelector(`.${CSS.escape(problem.field)}`));
  const sentence = document.createElement("p");
  sentence.className = "refusal";
  sentence.id = "no-script";
  sentence.setAttribute("role", "alert");
  sentence.textContent = problem.detail;
  if (field instanceof HTMLElement) {
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", "no-script");
    field.closest("details")?.setAttribute("open", "");
    if (field.tagName === "FIELDSET") field.append(sentence);
    else field.after(sentence);
    (field.querySelector("input") ?? field).focus();
  } else {
    form.prepend(sentence);
    sentence.scrollIntoView({ block: "nearest" });
  }
  form.querySelector("#draft-said").textContent = "";
}

function clearRefusals(form) {
  form.querySelectorAll(".refusal").forEach((one) => one.remove());
  document.querySelectorAll(".refused").forEach((one) => one.remove());
  form.querySelectorAll("[aria-invalid]").forEach((field) => {
    field.removeAttribute("aria-invalid");
    field.removeAttribute("aria-describedby");
  });
}

// The next update: empty fields, new ids. Authors stay: the same people write the next one.
function begin(form) {
  clearRefusals(form);
  const authors = [...form.querySelectorAll(".authors input")].map((field) => field.value);
  dropPictures(form);
  form.querySelectorAll("input:not([type=hidden], [type=checkbox]), textarea").forEach((field) => (field.value = ""));
  form.querySelectorAll("input[type=checkbox]").forEach((box) => (box.checked = false));
  form.querySelectorAll("select").forEach((choice) => (choice.selectedIndex = 0));
  form.querySelectorAll(".authors input").forEach((field, i) => (field.value = authors[i]));
  form.querySelectorAll(".sources .row:not(:first-of-type)").forEach((row) => row.remove());
  form.querySelector("details.when")?.removeAttribute("open");
  form.elements.namedItem("key").value = random(10);
  form.elements.namedItem("command_id").value = random(20);
  form.dispatchEvent(new Event("restored")); // the composer shows what its field holds: nothing
  form.elements.namedItem("headline").focus();
}

function mark(sending) {
  document.getElementById("publish")?.setAttribute("aria-disabled", sending ? "true" : "false");
}
