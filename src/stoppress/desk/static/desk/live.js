// The honest tick: the desk follows the readers' own stream, and "sent 412" turns to "live" when 412 comes out of it.
import { keepingCursor } from "./focus.js";
import { clock, say } from "./say.js";

const AGAIN_MS = [1000, 2000, 5000, 10000];
const AT_WORK = ".chosen, :focus-within, :has(:checked)";

export function followReaders() {
  const source = document.getElementById("live-source");
  if (!source) return { sent: async () => {} };
  const follower = new Follower(source);
  follower.begin();
  addEventListener("pagehide", () => follower.stream?.close());
  addEventListener("pageshow", (event) => event.persisted && follower.begin());
  return follower;
}

class Follower {
  constructor(source) {
    this.source = source;
    this.slug = source.dataset.slug;
    this.base = `${source.dataset.readers}/${this.slug}`;
    this.zone = source.dataset.zone;
    this.rowAddress = source.dataset.row;
    this.nowAddress = source.dataset.now;
    this.newest = source.dataset.older !== "yes";
    this.more = source.dataset.more === "yes";
    this.list = document.getElementById("updates");
    this.output = document.getElementById("stream-said");
    this.justSent = document.querySelector("[data-sent]");
    this.mine = new Set(this.justSent ? [Number(this.justSent.dataset.sent)] : []); // sent from here, not yet seen to be out
    this.heard = this.justSent ?? status();
    this.number = 0;
    this.tries = 0;
  }

  // Where the readers stand now, then what comes after that.
  async begin() {
    try {
      const answer = await fetch(`${this.base}/head.json`, { cache: "no-store" });
      if (!answer.ok) throw new Error(`head ${answer.status}`);
      const head = await answer.json();
      this.reached(head.number, null);
      this.follow(head.position);
    } catch {
      this.again();
    }
  }

  follow(position) {
    const stream = new EventSource(`${this.base}/stream?after=${encodeURIComponent(position)}`);
    this.stream = stream;
    const gone = () => {
      stream.close();
      this.again();
    };
    stream.onopen = () => {
      this.tries = 0;
      this.tell("");
    };
    // EventSource gives up on any status but 200, so a new one is made here in every case.
    stream.onerror = gone;
    stream.addEventListener("reset", gone);
    for (const kind of ["entry", "withdrawn", "story"]) {
      stream.addEventListener(kind, (event) => this.came(kind, event));
    }
  }

  again() {
    const wait = AGAIN_MS[Math.min(this.tries++, AGAIN_MS.length - 1)];
    if (this.tries > 1) this.tell(say("StreamLost"));
    setTimeout(() => this.begin(), wait * (0.75 + Math.random() / 2));
  }

  async came(kind, event) {
    const number = Number(event.lastEventId.split("-").pop());
    this.reached(number, new Date());
    const data = JSON.parse(event.data);
    if (kind === "story") await this.fetched(this.nowAddress);
    else if (!data.superseded) await this.show(data.key);
  }

  // Everything up to this number is out. moment: when it was seen to come out; null = it was out before.
  reached(number, moment) {
    this.number = Math.max(this.number, number);
    for (const tick of document.querySelectorAll("[data-number]")) this.tick(tick, moment);
    for (const mine of this.mine) if (mine <= this.number) this.out(mine, moment ?? new Date());
  }

  // Said aloud too, once: what was sent from here is out.
  out(number, moment) {
    this.mine.delete(number);
    this.heard.textContent = say("OutNow", { number, time: clock(moment, this.zone) });
  }

  // What this page has just sent without being left.
  async sent(number, key) {
    this.mine.add(number);
    await this.show(key);
    this.reached(0, null);
  }

  tick(tick, moment) {
    if (Number(tick.dataset.number) > this.number || tick.classList.contains("live")) return;
    tick.classList.add("live");
    if (tick.dataset.number === this.justSent?.dataset.sent) moment ??= new Date(); // sent a moment ago, seen to be out now
    tick.textContent = moment ? say("LiveAt", { time: clock(moment, this.zone) }) : say("Live");
  }

  // Put one update's row, as the desk prints it, where it belongs: its work does not grow with the story.
  async show(key) {
    if (!this.list || !key || !/^[0-9a-z]{6,26}$/.test(key)) return;
    const row = (await this.fetched(this.rowAddress.replace("KEY", key)))?.querySelector("li.update");
    if (!row) return;
    const old = document.getElementById(`e-${key}`);
    const rank = BigInt(row.dataset.rank);
    const next = [...this.list.children].find((one) => one !== old && BigInt(one.dataset.rank) < rank);
    if (!old && (!this.newest || (!next && this.more))) return; // it belongs on another page
    const ticked = old?.querySelector(".tickbox input")?.checked;
    if (old?.classList.contains("chosen")) row.classList.add("chosen");
    keepingCursor(() => {
      old?.remove();
      this.list.insertBefore(row, next ?? null);
    });
    const box = row.querySelector(".tickbox input");
    if (box && ticked) box.checked = true;
    document.getElementById("teach")?.remove();
    this.tick(row.querySelector("[data-number]"), new Date());
    this.trim();
  }

  // A page that stays open all night keeps so many rows, not all of the night's; but none goes on which somebody works.
  trim() {
    const most = Number(this.source.dataset.most);
    while (this.list.children.length > most && !this.list.lastElementChild.matches(AT_WORK)) {
      this.list.lastElementChild.remove();
      this.more = true;
      const link = document.querySelector(".more-link a");
      link.href = `?below=${this.list.lastElementChild.dataset.rank}`;
      link.parentElement.hidden = false;
    }
  }

  // A piece of this page as the desk prints it now; what stands around the timeline is put in its place at once.
  async fetched(address) {
    const answer = address && (await fetch(address).catch(() => null));
    if (!answer?.ok || answer.redirected) return null;
    const shell = document.createElement("template");
    shell.innerHTML = await answer.text(); // our own template, everything in it escaped
    for (const id of ["story-now", "points-now"]) {
      const fresh = shell.content.getElementById(id);
      if (fresh) keepingCursor(() => document.getElementById(id)?.replaceWith(fresh));
    }
    return shell.content;
  }

  tell(sentence) {
    if (this.output) this.output.textContent = sentence;
  }
}

function status() {
  const place = document.createElement("p");
  place.className = "hidden";
  place.setAttribute("role", "status");
  document.getElementById("main").append(place);
  return place;
}
