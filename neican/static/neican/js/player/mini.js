// The small player: there while its big brother is out of sight and something has been played.

export class Mini {
  #mini;
  #away = false;
  #closed = true;

  constructor(mini, card) {
    this.#mini = mini;
    new IntersectionObserver(([entry]) => {
      this.#away = !entry.isIntersecting;
      this.#show();
    }).observe(card);
  }

  /** Something is played: come when needed. */
  open() {
    this.#closed = false;
    this.#show();
  }

  /** Stay away until the next play. */
  close() {
    this.#closed = true;
    this.#show();
  }

  #show() {
    const hidden = this.#closed || !this.#away;
    // Whoever stood on one of its buttons must not fall to the top of the page.
    if (hidden && this.#mini.contains(document.activeElement)) document.activeElement.blur();
    this.#mini.hidden = hidden;
    document.documentElement.classList.toggle("has-mini-player", !hidden);
  }
}
