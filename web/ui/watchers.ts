/** Who draws a value that lives outside React: `watch` is what useSyncExternalStore asks for, `tell` says that the value is another. */
export class Watchers {
  readonly #all = new Set<() => void>();

  get size(): number { return this.#all.size; }

  readonly watch = (watcher: () => void): (() => void) => {
    this.#all.add(watcher);
    return () => { this.#all.delete(watcher); };
  };

  readonly tell = (): void => { for (const watcher of this.#all) watcher(); };
}
