import { Note } from '@gatehouse/ui'
import { factorTexts } from './texts.ts'

interface FactorAdviceProps {
  readonly factors: readonly unknown[]
  /** The first method of people with an address. */
  readonly emailMethod: unknown
  readonly isSmsAvailable: boolean
}

/** Advises against a factor that equals the first method (M5-8), and says what SMS needs. */
export function FactorAdvice({ factors, emailMethod, isSmsAvailable }: FactorAdviceProps) {
  return (
    <>
      {factors.includes('email') && emailMethod === 'email:otp' && (
        <Note kind="warning">{factorTexts.equalToFirst}</Note>
      )}
      {!isSmsAvailable && <Note>{factorTexts.noSms}</Note>}
    </>
  )
}
