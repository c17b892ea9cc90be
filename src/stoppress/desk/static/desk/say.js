// The sentences that script shows come translated with the page, in data-say-… of <body>.
export function say(name, values = {}) {
  const sentence = document.body.dataset[`say${name}`] || "";
  return sentence.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}

// A clock time in the story's zone, always with the digits that the rest of the page has.
export function clock(moment, zone) {
  const form = { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" };
  try {
    return new Intl.DateTimeFormat("en-GB", { ...form, timeZone: zone || undefined }).format(moment);
  } catch {
    return new Intl.DateTimeFormat("en-GB", form).format(moment);
  }
}
