import { z } from 'zod'
import { isOrganizationCode, noSuchOrganization } from './organization.ts'

// Text of another form names nothing, so it is answered like a code that nobody has.
export const OrganizationCode = z
  .string()
  .transform((text) => {
    if (!isOrganizationCode(text)) throw noSuchOrganization()
    return text
  })
  .meta({ type: 'string', description: 'The code of the organization.', example: 'org_1ccfb819462' })

export const OrganizationParams = z.object({ org_code: OrganizationCode })
