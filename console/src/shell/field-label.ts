import { texts } from './texts.ts'

/** Returns the label of a field, as the page shows it. Inputs of a form carry the name of their field as `data-path`. */
export function fieldLabel(form: HTMLFormElement | null, field: string): string {
  const input = form?.querySelector(`[data-path="${CSS.escape(field)}"]`)
  const ids = input?.getAttribute('aria-labelledby')?.split(' ') ?? []
  const labelled = isLabelled(input) ? [...(input.labels ?? [])] : []
  const labels = labelled.length > 0 ? labelled : ids.map((id) => document.getElementById(id))
  const text = labels[0]?.textContent ?? input?.getAttribute('aria-label') ?? ''
  return text.replace(/\s*\*$/, '') || texts.otherField
}

function isLabelled(
  input: Element | null | undefined,
): input is HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement {
  return input instanceof HTMLInputElement || input instanceof HTMLTextAreaElement || input instanceof HTMLSelectElement
}
