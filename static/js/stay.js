// A page without our style keeps its way out in view all the same.
//
// The page of bare numbers has no stylesheet, so that it stays light on the worst
// signal. Without this script its way out scrolls away with the page.

const [link] = document.querySelectorAll("[data-exit='stay']");

if (link) {
  const style = {
    position: "fixed",
    insetBlockStart: "0",
    insetInlineEnd: "0",
    padding: "14px 12px",
    background: "Canvas",
    border: "2px solid",
  };
  Object.assign(link.style, style);
  document.documentElement.style.scrollPaddingBlockStart = "60px";
}
