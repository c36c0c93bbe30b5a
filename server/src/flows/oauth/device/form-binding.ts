import type { FormBinding } from '#platform/http'

/** Returns the binding of a form of the device pages. `parts` are the browser's secret and the purpose of the form. */
export function formBindingOf(parts: readonly string[]): FormBinding {
  return { purpose: 'csrf', parts: ['device', ...parts] }
}
