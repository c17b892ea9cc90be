// A picture on its way to the desk: how it is given, and how it goes up. What comes of it is its form's.

// Give files that are chosen, dropped, pasted or photographed to take(files). box: the fold with the field in it.
export function takeGiven(form, box, input, take) {
  box.querySelector(".way").hidden = false;
  input.addEventListener("change", () => take([...input.files]));
  const given = (event, data) => {
    // Text that is pasted or dropped goes its own way; so do files while an office program sends the text beside them.
    if (!data?.files.length || (event.type === "paste" && data.types.includes("text/plain"))) return;
    event.preventDefault();
    box.open = true;
    take([...data.files]);
  };
  form.addEventListener("paste", (event) => given(event, event.clipboardData));
  form.addEventListener("drop", (event) => given(event, event.dataTransfer));
  for (const name of ["dragenter", "dragover"]) form.addEventListener(name, (event) => over(form, event));
  for (const name of ["dragleave", "drop"]) form.addEventListener(name, () => form.classList.remove("over"));
  offerCamera(box.querySelector(".camera"), take);
}

function over(form, event) {
  if (!event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  form.classList.add("over");
}

// Phones offer their camera with the field already; the button saves two touches.
function offerCamera(button, take) {
  button.hidden = !matchMedia("(pointer: coarse)").matches;
  button.addEventListener("click", () => {
    const camera = Object.assign(document.createElement("input"), { type: "file", accept: "image/jpeg" });
    camera.setAttribute("capture", "environment");
    camera.addEventListener("change", () => take([...camera.files]));
    camera.click();
  });
}

// Send one. progress(part) is told how much has gone, 0 to 1; status 0 = no line. fetch() does not say how much has gone.
export function upload(form, input, file, progress) {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", form.elements.namedItem("csrfmiddlewaretoken").value);
  body.set("picture", file);
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", input.dataset.upload);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => event.lengthComputable && progress(event.loaded / event.total));
    request.addEventListener("loadend", () => resolve({ status: request.status, said: request.response }));
    request.send(body);
  });
}

export function showProgress(bar, part) {
  if (part < 1) bar.value = part * 100;
  else bar.removeAttribute("value"); // all of it has gone; the desk still has to read it
}

export function tellNotices(box, notices) {
  const place = box.querySelector(".notices");
  const lines = notices.map((words) => {
    const line = document.createElement("li");
    line.append(Object.assign(document.createElement("bdi"), { textContent: words }));
    return line;
  });
  place.querySelector("ul").replaceChildren(...lines);
  place.hidden = !notices.length;
}
