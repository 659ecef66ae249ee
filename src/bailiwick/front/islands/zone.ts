/** Choose the browser's own time zone in a select that nobody has answered yet. */

export function mount(element: HTMLElement): void {
  const select = element as HTMLSelectElement;
  if (select.value) return;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if ([...select.options].some((option) => option.value === zone)) select.value = zone;
}
