/** The choice among several organizations, with a search where there are many. Takes `organization` and `find`. */
import { definePage } from '../define-step.ts'
import { organizationFact } from './fact.ts'
import { drawOrganization } from './page.tsx'
import { takeFinding, takeOrganization } from './take.ts'
import { when } from './when.ts'

export const organization = definePage({
  kind: 'organization',
  fact: organizationFact,
  when,
  takes: { organization: takeOrganization, find: takeFinding },
  draw: drawOrganization,
})
