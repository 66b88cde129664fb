/** Keys of the review pages; not while somebody writes in a field, and none with a modifier. */
export type Actions = Partial<Record<string, () => void>>;

export function onKeys(actions: Actions): (event: KeyboardEvent) => void {
  return (event) => {
    const target = event.target;
    const writing =
      target instanceof HTMLElement &&
      (target.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName));
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.querySelector('dialog[open]')) return; // its keys are the browser's: Escape closes it
    if (writing) {
      if (event.key === 'Escape') target.blur();
      return;
    }
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  };
}
