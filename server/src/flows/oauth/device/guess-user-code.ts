import type { Context } from '#platform/context'
import { claimDeviceCode } from '#domain/device-codes'
import { countGuess, type Guess, type Guesser } from './count-guess.ts'

/** Takes a typed user code. A right one is given back, whatever it leads to. */
export async function guessUserCode(ctx: Context, typed: Guesser & { readonly userCode: string }): Promise<Guess> {
  return countGuess(ctx, typed, () => claimDeviceCode(ctx, typed))
}
