// "Ask about it" opens the chat. The buttons stay hidden until the widget is there to answer them.
(() => {
  const buttons = document.querySelectorAll("[data-open-chat]");
  let tries = 0;
  const show = () => {
    if (window.Sahayak && typeof window.Sahayak.open === "function") {
      for (const button of buttons) {
        button.hidden = false;
        button.addEventListener("click", () => window.Sahayak.open());
      }
    } else if (++tries < 50) {
      setTimeout(show, 200);
    }
  };
  show();
})();
