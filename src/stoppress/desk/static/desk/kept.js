// What this browser keeps. Storage may be switched off or full: then nothing is kept, and nothing is claimed.
export function names() {
  try {
    return Object.keys(localStorage);
  } catch {
    return [];
  }
}

export function read(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
}

export function write(name, value) {
  try {
    localStorage.setItem(name, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}
