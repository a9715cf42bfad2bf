// The bar of a reading behind the page; without this file the page is reloaded by its link.
const bar = document.getElementById("reading");

async function look() {
  try {
    const reply = await fetch(bar.dataset.state, { headers: { Accept: "application/json" } });
    const now = await reply.json();
    if (!now.is_reading) return location.reload();
    const drawn = bar.querySelector("progress");
    if (now.total) {
      drawn.max = now.total;
      drawn.value = now.done;
    }
  } catch {
    // Asked again in a moment.
  }
  setTimeout(look, 1500);
}

if (bar) setTimeout(look, 1000);
