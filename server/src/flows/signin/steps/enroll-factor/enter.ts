import { addSeconds } from '#platform/clock'
import { sendingTo } from '../factor/enter.ts'
import { newSeed } from '../factor/totp.ts'
import type { BeginningFact } from '../beginning.ts'
import type { Entrance } from '../step.ts'
import type { EnrollFact } from './fact.ts'
import { sealSeed } from './seed.ts'
import type { EnrollDue } from './when.ts'

type Reads = BeginningFact & EnrollFact

const SETUP_SECONDS = 3_600

/** Makes a seed or sends a code, where the stage needs one. */
export function enter({ stage }: EnrollDue): Entrance<Reads, EnrollFact> | undefined {
  if (stage.name === 'seed') return MAKING_SEED
  return stage.name === 'code' ? sendingTo(stage.recipient) : undefined
}

const MAKING_SEED: Entrance<Reads, EnrollFact> = {
  isDue: ({ enrollSeed }) => enrollSeed === undefined,
  count: () => Promise.resolve(),
  perform(ctx, { flow }) {
    const facts = { enrollSeed: sealSeed(ctx, flow.id, newSeed()) }
    return Promise.resolve({ facts, keepUntil: addSeconds(ctx.clock(), SETUP_SECONDS) })
  },
}
