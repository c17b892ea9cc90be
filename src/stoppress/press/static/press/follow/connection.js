/* The way from the server to the page: a stream while it can be had; where streams are blocked, or nobody looks, or
   the story is over, the same changes fetched now and then (docs/protocol.md, "Ranges"). EventSource gives up after
   any status but 200 and comes back in one wave after a restart, so it is rebuilt here: later each time, and spread. */

import { position } from "./rules.js";

const SECOND = 1_000;
const BACK_OFF_FIRST = 1 * SECOND;
const BACK_OFF_MOST = 60 * SECOND;
const POLL = 10 * SECOND;
const POLL_UNSEEN = 60 * SECOND;
const POLL_CLOSED = 300 * SECOND;
const FIRST_CHECK = 15 * SECOND; // A stream may be open and dead: the head is asked whether it is ahead of us.
const CHECK = 90 * SECOND;
const UNSEEN_STREAM = 60 * SECOND; // A hidden tab gives its stream back: over HTTP/1.1 a browser has six for a host.
const SLEPT = 20 * SECOND;
const TELL_AFTER = 4 * SECOND;
const STREAM_AGAIN = 300 * SECOND;
const RANGE = 100; // Changes in one full range of the log.
const FAILURES = 3; // of streams in a row, while the server answers else: they are blocked.

const spread = (ms) => ms * (0.5 + Math.random());
const backOff = (failures) => spread(Math.min(BACK_OFF_FIRST * 2 ** failures, BACK_OFF_MOST));

/* where    { stream, head, log }: addresses.
   page     { at(): "epoch-number", isClosed(), take(change): false when it does not fit, anew(): fetch the page,
            lost(Date or null) } */
export const connect = (where, page) => {
  let source = null;
  let timer = 0;
  let turn = 0; // What began in an earlier turn is not listened to any more.
  let failures = 0; // In a row; forgotten when a stream has lived for a while.
  let blockedAt = 0; // 0 = streams are not blocked.
  let lostAt = null;
  let hiddenAt = 0;

  const heard = () => {
    lostAt = null;
    page.lost(null);
  };
  const missed = () => {
    if (page.isClosed()) return;
    lostAt ||= new Date();
    if (!navigator.onLine || Date.now() - lostAt >= TELL_AFTER) page.lost(lostAt);
  };
  const stop = () => {
    clearTimeout(timer);
    source?.close();
    source = null;
    turn += 1;
  };
  const after = (ms, what) => {
    clearTimeout(timer);
    timer = setTimeout(what, ms);
  };

  const json = async (address, cache) => {
    const answer = await fetch(address, { cache });
    if (!answer.ok) throw new Error(`${answer.status}`);
    return answer.json();
  };
  const headPosition = async () => position((await json(where.head, "no-cache")).position);
  const here = () => position(page.at());

  const taken = (change) => page.take(change) !== false || (anew(), false);

  const stream = () => {
    stop();
    source = new EventSource(`${where.stream}?after=${encodeURIComponent(page.at())}`);
    const receive = ({ type, lastEventId, data }) => taken({ id: lastEventId, event: type, data: JSON.parse(data) });
    for (const type of ["entry", "withdrawn", "story"]) source.addEventListener(type, receive);
    source.addEventListener("reset", anew);
    source.addEventListener("open", () => {
      heard();
      after(FIRST_CHECK, check);
    });
    source.addEventListener("error", async () => {
      stop();
      missed();
      failures += 1;
      if (failures < FAILURES) return after(backOff(failures), stream);
      const mine = turn;
      const isAnswered = await headPosition().catch(() => null);
      if (mine !== turn) return;
      if (isAnswered) blockedAt = Date.now();
      after(isAnswered ? 0 : backOff(failures), go);
    });
  };

  /* Whether an open stream brings what there is. */
  const check = async () => {
    const mine = turn;
    const before = here();
    const head = await headPosition().catch(() => null);
    if (mine !== turn) return;
    if (head && head.epoch === before.epoch && (head.number <= before.number || here().number > before.number)) {
      failures = 0;
      return after(spread(CHECK), check);
    }
    failures += 1;
    if (head && failures > 1) blockedAt = Date.now();
    poll();
  };

  /* Fetch what is missing, in ranges that begin where all readers' begin, so that caches share them. */
  const catchUp = async (mine) => {
    const head = await headPosition();
    if (mine !== turn) return;
    heard();
    if (head.epoch !== here().epoch) return anew();
    for (let number = here().number; number < head.number; number = here().number) {
      const first = number - (number % RANGE) + 1;
      const last = Math.min(first + RANGE - 1, head.number);
      const range = await json(`${where.log}${first}-${last}.json`).catch(() => null);
      if (mine !== turn) return;
      if (range && !range.frames.every(taken)) return;
      if (here().number === number) return anew();
    }
  };

  const poll = async () => {
    stop();
    const mine = turn;
    await catchUp(mine).catch(missed);
    if (mine !== turn) return;
    if (Date.now() - blockedAt > STREAM_AGAIN) blockedAt = 0;
    const wait = page.isClosed() ? POLL_CLOSED : document.hidden ? POLL_UNSEEN : blockedAt ? POLL : 0;
    after(lostAt ? backOff(failures++) : spread(wait), go);
  };

  const anew = () => {
    stop();
    after(backOff(failures++), async () => {
      const mine = turn;
      const next = await page.anew().then(
        () => go,
        () => (missed(), anew),
      );
      if (mine === turn) next();
    });
  };

  const go = () => (blockedAt || document.hidden || page.isClosed() ? poll() : stream());
  const wake = () => {
    failures = 0;
    go();
  };

  addEventListener("online", wake);
  addEventListener("offline", () => (stop(), missed()));
  addEventListener("pagehide", stop);
  addEventListener("pageshow", ({ persisted }) => persisted && wake());
  document.addEventListener("resume", wake);
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) {
      hiddenAt = Date.now();
      if (source) after(UNSEEN_STREAM, poll);
    } else if (!source || Date.now() - hiddenAt > SLEPT) wake();
  });
  let ticked = Date.now();
  setInterval(() => {
    const slept = Date.now() - ticked > SLEPT;
    ticked = Date.now();
    if (slept && !document.hidden) wake();
    else if (lostAt) missed();
  }, 5 * SECOND);
  go();
};
