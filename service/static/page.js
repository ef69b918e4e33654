"use strict";
// The page works without this: it adds a place to drop files on, a bar of progress, and a button that copies.
for (const hidden of document.querySelectorAll(".js")) hidden.hidden = false;

const form = document.getElementById("upload");
if (form) {
  const input = document.getElementById("files"), drop = document.getElementById("drop");
  const list = document.getElementById("chosen"), button = form.querySelector("button"), bar = document.getElementById("progress");
  const words = button.textContent;
  const show = () => list.replaceChildren(...Array.from(input.files, (file) => {
    const item = document.createElement("li");
    item.textContent = `${file.name} (${Math.ceil(file.size / 1024)} KB)`;
    return item;
  }));
  const rest = () => { button.disabled = false; button.textContent = words; bar.hidden = true; };
  const fail = (problem) => {
    rest();
    document.getElementById("problem")?.remove();
    const panel = problem ?? Object.assign(document.createElement("div"), { id: "problem", className: "panel bad", textContent: button.dataset.failed });
    panel.setAttribute("role", "alert");
    panel.tabIndex = -1;
    document.getElementById("main").prepend(panel);
    panel.focus();
    document.title = button.dataset.error + "：" + panel.textContent.trim().split("\n")[0];
  };
  input.addEventListener("change", show);
  window.addEventListener("pageshow", () => { rest(); show(); });
  for (const name of ["dragover", "dragenter"]) drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
  for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => { event.preventDefault(); input.files = event.dataTransfer.files; show(); });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (button.disabled) return;
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

for (const button of document.querySelectorAll(".copy")) {
  const words = button.textContent;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.list).innerText);
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = words; }, 2000);
  });
}
