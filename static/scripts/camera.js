"use strict";

// A photo from the camera: seen through a guide, cut to the proportion of photos on cards, taken again as often as wanted.
for (const dialog of document.querySelectorAll("dialog[data-camera]")) {
  const form = document.getElementById(dialog.dataset.camera);
  const part = (name) => dialog.querySelector(`[data-${name}]`);
  const [finder, message, take, retake, again, use] = ["finder", "message", "take", "retake", "again", "use"].map(part);
  const open = form.querySelector("[data-open-camera]");
  const ratio = 4 / 5;
  const tallest = 1200;

  const video = document.createElement("video");
  video.muted = true;
  video.playsInline = true;
  const still = document.createElement("canvas");
  still.setAttribute("role", "img");
  still.setAttribute("aria-label", dialog.dataset.still);
  finder.prepend(video, still);

  let stream;
  // What was asked of the camera before it was stopped comes to nothing.
  let turn = 0;
  const stop = () => {
    turn += 1;
    for (const track of stream?.getTracks() ?? []) track.stop();
    stream = undefined;
    video.srcObject = null;
  };
  // Either the camera is seen, or what was taken, or why there is neither.
  const show = (state, text = "") => {
    dialog.dataset.state = state;
    message.textContent = text;
    message.hidden = text === "";
    video.hidden = state !== "live";
    still.hidden = state !== "taken";
    take.hidden = state !== "live";
    retake.hidden = state !== "taken";
    again.hidden = state !== "failed";
    use.hidden = state !== "taken";
    ({ live: take, taken: use, failed: again })[state]?.focus();
  };
  const fail = (reason) => {
    stop();
    show("failed", dialog.dataset[reason] ?? dialog.dataset.broken);
  };
  const reasons = {
    NotAllowedError: "refused",
    SecurityError: "refused",
    NotFoundError: "missing",
    OverconstrainedError: "missing",
    NotReadableError: "taken",
    AbortError: "taken",
  };
  const start = async () => {
    stop();
    const mine = turn;
    show("starting", dialog.dataset.starting);
    if (!navigator.mediaDevices) return fail("insecure");
    let started;
    try {
      started = await navigator.mediaDevices.getUserMedia({
        audio: false,
        video: { facingMode: "user", width: { ideal: 1920 }, height: { ideal: 1440 } },
      });
    } catch (error) {
      if (mine === turn) fail(reasons[error.name] ?? "broken");
      return;
    }
    if (mine !== turn) {
      for (const track of started.getTracks()) track.stop();
      return;
    }
    stream = started;
    for (const track of stream.getTracks()) track.addEventListener("ended", () => fail("unplugged"));
    video.srcObject = stream;
    try {
      await video.play();
    } catch {
      if (mine === turn) fail("broken");
      return;
    }
    if (mine === turn) show("live");
  };

  open.hidden = false;
  open.addEventListener("click", () => {
    dialog.showModal();
    start();
  });
  dialog.addEventListener("close", () => {
    // It may have been opened again before this is told.
    if (dialog.open) return;
    stop();
    show("closed");
    open.focus();
  });
  part("close").addEventListener("click", () => dialog.close());
  for (const button of [retake, again]) button.addEventListener("click", start);
  take.addEventListener("click", () => {
    const { videoWidth, videoHeight } = video;
    if (videoWidth === 0) return;
    const width = Math.min(videoWidth, videoHeight * ratio);
    const height = width / ratio;
    still.height = Math.round(Math.min(height, tallest));
    still.width = Math.round(still.height * ratio);
    const [left, top] = [(videoWidth - width) / 2, (videoHeight - height) / 2];
    still.getContext("2d").drawImage(video, left, top, width, height, 0, 0, still.width, still.height);
    stop();
    show("taken");
  });
  use.addEventListener("click", () => {
    use.disabled = true;
    still.toBlob((blob) => send(form, new File([blob], "photo.jpg", { type: blob.type })), "image/jpeg", 0.95);
  });
}

// Puts a file into a form as if it had been chosen, and saves it.
function send(form, file) {
  const files = new DataTransfer();
  files.items.add(file);
  form.querySelector("[type=file]").files = files.files;
  form.requestSubmit(form.querySelector("[value=save]"));
}
