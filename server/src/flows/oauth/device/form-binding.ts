import type { FormBinding } from '#platform/http'

/** Binds a form of the device pages; `parts` are the browser's secret and what the form is for. */
export function formBindingOf(parts: readonly string[]): FormBinding {
  return { purpose: 'csrf', parts: ['device', ...parts] }
}
