import { situationOf } from './advance.ts'
import type { StepContext, StepResult } from './step-context.ts'

/** One of their organizations, on the page or not. Whether it is theirs still is looked at again when they enter. */
export async function takeOrganization({ c, form, ...opened }: StepContext): Promise<StepResult> {
  const { facts } = opened.flow
  const code = form.fields.get('org_code')
  if (code === undefined) return { outcome: 'again', page: {} }
  const chosen = { ...facts, organizationChosen: code }
  const { organization } = await situationOf(c, opened, chosen)
  // Undefined: it is theirs, and the session is too idle to enter it, so that they are asked who they are (O4-14).
  const isTheirs = !organization || (organization.kind === 'enter' && organization.organization.code === code)
  return isTheirs ? { outcome: 'facts', facts: chosen } : { outcome: 'again', page: {} }
}

const LONGEST_TEXT = 200
const MOST_PAGES = 10_000

/** Which of many organizations to show: those with a text in their name, or the next of them. */
export async function takeFinding({ form }: StepContext): Promise<StepResult> {
  const text = (form.fields.get('text') ?? '').replaceAll('\0', '').trim().slice(0, LONGEST_TEXT)
  const page = Number(form.fields.get('page') ?? 1)
  const isPage = Number.isInteger(page) && page >= 1 && page <= MOST_PAGES
  return { outcome: 'again', page: { find: { text, page: isPage ? page : 1 } } }
}
