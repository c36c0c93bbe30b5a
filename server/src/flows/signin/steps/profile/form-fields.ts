import type { RequestContext } from '#platform/http'
import type { Situation } from '../situation.ts'
import { agreementIn } from './agreement.ts'

const NAME_LIMIT = 100

type Fields = ReadonlyMap<string, string>

/** Reads the box that the person must tick, where there is one (A6-9). */
export function readAgreement(c: RequestContext, fields: Fields, situation: Situation) {
  const agreement = agreementIn(situation)
  const isTicked = fields.get('agreement') === 'true'
  const agreed = agreement && isTicked ? { ...agreement, at: c.var.ctx.clock() } : undefined
  return { isTicked, isMissing: agreement !== undefined && !isTicked, facts: agreed === undefined ? {} : { agreed } }
}

/** Reads the box for news. Browsers do not send an unticked box, and that is an answer too (A6-6, A6-7). */
export function readMarketing(fields: Fields, { settings }: Situation) {
  return settings.hasMarketingConsent ? { wantsMarketing: fields.get('marketing_consent') === 'true' } : {}
}

/** Reads the names. Any name is allowed: only its length is limited, and control characters are replaced. */
export function readNames(fields: Fields) {
  const read = (name: string) =>
    fields
      .get(name)
      ?.replace(/\p{Cc}/gu, ' ')
      .trim()
      .slice(0, NAME_LIMIT)
  const givenName = read('given_name')
  const familyName = read('family_name')
  return { ...(givenName ? { givenName } : {}), ...(familyName ? { familyName } : {}) }
}
