import type { StepContext, StepResult } from './step-context.ts'

/** One of the organizations that the page offered. Whether it is theirs still is looked at again when they enter. */
export async function takeOrganization({ flow, form, situation }: StepContext): Promise<StepResult> {
  const code = form.fields.get('org_code')
  const { organization } = situation
  const isOffered = organization?.kind === 'ask' && organization.options.some((one) => one.code === code)
  if (code === undefined || !isOffered) return { outcome: 'again', page: {} }
  return { outcome: 'facts', facts: { ...flow.facts, organizationChosen: code } }
}
