// Leaving in a hurry: the page is gone at once, and going back does not bring it back.
//
// Without this script the link is a plain link. With it the link replaces the page in
// the tab's history. A mark in the tab's own storage, written only here, sends every
// step back on to the neutral site; coming here afresh wipes the mark away. Pages that
// the browser remembers are dropped: it would show their last picture before they run.

const links = document.querySelectorAll("[data-exit]");
const status = document.querySelector("[data-exit-status]");

// Whoever looks into the storage of the tab learns nothing from this name.
const MARK = "v";
const PRESSES = 3;
const WITHIN = 5000;

const away = links.length ? links[0].href : "";
let cover = null;
let title = "";

// A browser may refuse any of this; leaving works all the same.
const attempt = (act) => {
  try {
    return act();
  } catch {
    return null;
  }
};

// A page that is only remembered is forgotten when something is said to it.
const channel = attempt(() => new BroadcastChannel(MARK));
channel?.addEventListener("message", () => {});

const hide = () => {
  if (cover) return;
  title = document.title;
  document.title = new URL(away).hostname.replace(/^www\./, "");
  for (const part of document.body.children) {
    part.style.setProperty("display", "none", "important");
  }
  cover = document.createElement("div");
  cover.style.cssText =
    "position: fixed; inset: 0; z-index: 2147483647; background: Canvas";
  document.body.append(cover);
};

const show = () => {
  if (!cover) return;
  cover.remove();
  cover = null;
  for (const part of document.body.children) part.style.removeProperty("display");
  document.title = title;
};

const leave = () => {
  hide();
  attempt(() => sessionStorage.setItem(MARK, "1"));
  attempt(() => channel.postMessage(1));
  location.replace(away);
};

const arrive = (isBack) => {
  if (isBack && attempt(() => sessionStorage.getItem(MARK))) {
    leave();
    return;
  }
  attempt(() => sessionStorage.removeItem(MARK));
  show();
};

// A page that the browser remembers shows nothing until we know how it was come to.
const blank = (isBlank) => {
  document.documentElement.style.visibility = isBlank ? "hidden" : "";
};

// Shift three times, by itself, each within five seconds of the one before.
let presses = 0;
let isAlone = false;
let timer = 0;

const say = (name = "") => {
  const words = status?.dataset[name] ?? "";
  if (status && status.textContent !== words) status.textContent = words;
};

const stop = () => {
  clearTimeout(timer);
  presses = 0;
  say();
};

const expire = () => {
  stop();
  say("stopped");
  timer = setTimeout(stop, WITHIN);
};

const count = () => {
  clearTimeout(timer);
  presses += 1;
  if (presses === PRESSES) {
    stop();
    leave();
    return;
  }
  say(presses === 1 ? "twice" : "once");
  timer = setTimeout(expire, WITHIN);
};

if (away) {
  const [visit] = performance.getEntriesByType("navigation");
  arrive(Boolean(visit) && visit.type === "back_forward");
  addEventListener("pageshow", (event) => {
    if (event.persisted) arrive(true);
    blank(false);
  });
  addEventListener("pagehide", () => blank(true));

  for (const link of links) {
    // The middle button would open a second tab and leave this one as it is.
    for (const kind of ["click", "auxclick"]) {
      link.addEventListener(kind, (event) => {
        if (event.button > 1) return;
        event.preventDefault();
        leave();
      });
    }
  }

  addEventListener("keydown", (event) => {
    if (event.key !== "Shift") {
      isAlone = false;
      stop();
    } else if (!event.repeat) {
      isAlone = !(event.ctrlKey || event.altKey || event.metaKey);
    }
  });
  addEventListener("keyup", (event) => {
    if (event.key !== "Shift" || !isAlone) return;
    isAlone = false;
    count();
  });
  // Shift held while something is tapped or clicked is a modifier too.
  addEventListener("pointerdown", () => {
    isAlone = false;
  });
}
