"use strict";

// A signature that is drawn with a pen, a finger or the mouse.
for (const dialog of document.querySelectorAll("dialog[data-signature]")) {
  const form = document.getElementById(dialog.dataset.signature);
  const part = (name) => dialog.querySelector(`[data-${name}]`);
  const [paper, undo, clear, use] = ["paper", "undo", "clear", "use"].map(part);
  const open = form.querySelector("[data-open-signature]");
  const pen = paper.getContext("2d");
  // Strokes of points, which stand in the units of the paper: its width and height in the page.
  let strokes = [];
  let drawing;

  const width = (pressure) => paper.width / 260 * (0.6 + 0.8 * pressure);
  const line = (stroke, at) => {
    const [before, from, to] = [stroke[at - 2] ?? stroke[at - 1], stroke[at - 1], stroke[at]];
    const middle = (a, b) => [(a.x + b.x) / 2, (a.y + b.y) / 2];
    pen.lineWidth = width(to.pressure);
    pen.beginPath();
    pen.moveTo(...middle(before, from));
    pen.quadraticCurveTo(from.x, from.y, ...middle(from, to));
    pen.stroke();
  };
  const dot = ({ x, y, pressure }) => {
    pen.beginPath();
    pen.arc(x, y, width(pressure) / 2, 0, 2 * Math.PI);
    pen.fill();
  };
  const draw = () => {
    pen.clearRect(0, 0, paper.width, paper.height);
    pen.lineCap = "round";
    pen.lineJoin = "round";
    pen.strokeStyle = "#10203c";
    pen.fillStyle = "#10203c";
    for (const stroke of strokes) {
      dot(stroke[0]);
      for (let at = 1; at < stroke.length; at += 1) line(stroke, at);
    }
    for (const button of [undo, clear, use]) button.disabled = strokes.length === 0;
  };
  const point = (event) => {
    const { left, top, width: wide, height: high } = paper.getBoundingClientRect();
    const scale = [paper.width / wide, paper.height / high];
    return {
      x: (event.clientX - left) * scale[0],
      y: (event.clientY - top) * scale[1],
      // A mouse and most fingers press alike.
      pressure: event.pointerType === "pen" ? event.pressure : 0.5,
    };
  };

  paper.addEventListener("pointerdown", (event) => {
    if (drawing !== undefined || event.button !== 0) return;
    event.preventDefault();
    drawing = event.pointerId;
    paper.setPointerCapture(drawing);
    strokes.push([point(event)]);
    draw();
  });
  paper.addEventListener("pointermove", (event) => {
    if (event.pointerId !== drawing) return;
    const stroke = strokes[strokes.length - 1];
    const events = event.getCoalescedEvents?.() ?? [];
    for (const each of events.length > 0 ? events : [event]) {
      stroke.push(point(each));
      line(stroke, stroke.length - 1);
    }
  });
  for (const end of ["pointerup", "pointercancel"]) {
    paper.addEventListener(end, (event) => {
      if (event.pointerId !== drawing) return;
      drawing = undefined;
      draw();
    });
  }

  open.hidden = false;
  open.addEventListener("click", () => {
    dialog.showModal();
    const { width: wide, height: high } = paper.getBoundingClientRect();
    const density = Math.max(2, window.devicePixelRatio);
    [paper.width, paper.height] = [Math.round(wide * density), Math.round(high * density)];
    strokes = [];
    draw();
  });
  dialog.addEventListener("close", () => open.focus());
  part("close").addEventListener("click", () => dialog.close());
  undo.addEventListener("click", () => {
    strokes.pop();
    draw();
    if (strokes.length === 0) paper.focus();
  });
  clear.addEventListener("click", () => {
    strokes = [];
    draw();
    paper.focus();
  });
  use.addEventListener("click", () => {
    use.disabled = true;
    paper.toBlob((blob) => {
      const files = new DataTransfer();
      files.items.add(new File([blob], "signature.png", { type: blob.type }));
      form.querySelector("[type=file]").files = files.files;
      form.requestSubmit(form.querySelector("[value=save]"));
    });
  });
}
