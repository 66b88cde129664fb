/** Keys of the review pages; not while somebody writes in a field, and none with a modifier. */
export type Actions = Partial<Record<string, () => void>>;

export function onKeys(actions: Actions): (event: KeyboardEvent) => void {
  return (event) => {
    const target = event.target;
    const writing =
      target instanceof HTMLElement &&
      (target.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName));
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (writing && event.key !== 'Escape') return;
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  };
}
