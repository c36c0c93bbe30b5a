import { claimDeviceCode, type DeviceTakeover } from '#domain/device-codes'
import type { Context } from '#platform/context'
import { type Guesser, type Guess, countGuess } from './count-guess.ts'
import { takeOverDevice } from './take-over-device.ts'

/**
 * Takes a request over by the code that the person typed before. The guess stays counted, so that two browsers cannot
 * take a request from each other endlessly. Where another browser changed the request meanwhile, this works like typing
 * the code.
 */
export async function guessTakeOver(ctx: Context, asked: Guesser & DeviceTakeover): Promise<Guess> {
  return countGuess(ctx, asked, async () => {
    const id = await takeOverDevice(ctx, asked)
    return id === undefined ? claimDeviceCode(ctx, asked) : { outcome: 'taken_over', id }
  })
}
