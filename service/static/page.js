"use strict";
// The page works without this: it adds a place to drop files on, a bar of progress, and a button that copies.
for (const hidden of document.querySelectorAll(".js")) hidden.hidden = false;
document.documentElement.classList.add("scripted");

const form = document.getElementById("upload");
if (form) {
  const input = document.getElementById("files"), drop = document.getElementById("drop");
  const list = document.getElementById("chosen"), button = form.querySelector("button"), bar = document.getElementById("progress");
  const words = button.textContent;
  const item = (text) => Object.assign(document.createElement("li"), { textContent: text });
  const show = () => {
    const chosen = Array.from(input.files, (file) => item(`${file.name} (${Math.ceil(file.size / 1024)} KB)`));
    list.replaceChildren(...(chosen.length ? chosen : [item(list.dataset.none)]));
  };
  const rest = () => { button.disabled = false; button.textContent = words; bar.hidden = true; };
  const said = (text) => Object.assign(document.createElement("div"), { id: "problem", className: "panel bad", textContent: text });
  const fail = (problem) => {
    rest();
    document.getElementById("problem")?.remove();
    const panel = problem ?? said(button.dataset.failed);
    panel.setAttribute("role", "alert");
    panel.tabIndex = -1;
    document.getElementById("main").prepend(panel);
    panel.focus();
    document.title = button.dataset.error + panel.textContent.trim().split("\n")[0];
  };
  input.addEventListener("change", show);
  window.addEventListener("pageshow", () => { rest(); show(); });
  for (const name of ["dragover", "dragenter"]) drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
  for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => { event.preventDefault(); input.files = event.dataTransfer.files; show(); });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (button.disabled) return;
    const size = Array.from(input.files).reduce((sum, file) => sum + file.size, 0);
    if (size > Number(form.dataset.most)) { fail(said(form.dataset.tooLarge)); return; }
    button.disabled = true;
    button.textContent = button.dataset.busy;
    bar.hidden = false;
    const request = new XMLHttpRequest();
    request.upload.addEventListener("progress", (sent) => { if (sent.lengthComputable) bar.value = sent.loaded / sent.total; });
    request.addEventListener("load", () => {
      if (request.status === 200) location.assign(request.responseURL);
      else fail(new DOMParser().parseFromString(request.responseText, "text/html").getElementById("problem"));
    });
    request.addEventListener("error", () => fail(null));
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "text/html");
    request.send(new FormData(form));
  });
}

// A line for each problem with tabs between what it says, so that it can be pasted into a sheet.
const lines = (list) => Array.from(list.children, (item) =>
  Array.from(item.querySelectorAll("[data-copy]"), (part) => part.textContent.trim()).join("\t")).join("\n");

// Over plain HTTP a browser has no clipboard to write to: then the text is copied from a field, as people do by hand.
const copy = async (text) => {
  if (navigator.clipboard) { await navigator.clipboard.writeText(text); return; }
  const field = Object.assign(document.createElement("textarea"), { value: text, className: "aside" });
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
};

for (const button of document.querySelectorAll(".copy")) {
  const words = button.textContent;
  button.addEventListener("click", async () => {
    await copy(lines(document.getElementById(button.dataset.list)));
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = words; }, 2000);
  });
}
