import { toDataURL } from 'qrcode'
import { addressOf } from '../identify/fact.ts'
import { authenticatorUri } from '../factor/totp.ts'
import type { FactorFacts } from '../second-factor/index.ts'
import { situationOf } from '../situation.ts'
import type { StepContext } from '../step.ts'
import type { EnrollFact } from './fact.ts'
import { openSeed } from './seed.ts'
import type { EnrollState } from './state.ts'

/** Returns the picture and the key of the app that is being set up; nothing where none is. */
export async function readSetup({ c, flow, application }: StepContext<FactorFacts & EnrollFact>): Promise<EnrollState> {
  const { ctx } = c.var
  const { enrollSeed } = flow.facts
  if (enrollSeed === undefined) return {}
  const seed = openSeed(ctx, flow.id, enrollSeed)
  const { account } = await situationOf(c, { flow, application })
  const label = flow.facts.address ? addressOf(flow.facts).typed : (account?.identity.typed ?? '')
  const uri = authenticatorUri(seed, { issuer: ctx.environment.businessName, label })
  const picture = await toDataURL(uri, { type: 'image/png', errorCorrectionLevel: 'M', margin: 4, width: 240 })
  return { setup: { picture, key: seed.replace(/.{4}(?=.)/g, '$& ') } }
}
