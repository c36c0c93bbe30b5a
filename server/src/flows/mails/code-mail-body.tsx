import type { Direction } from '#platform/i18n'
import { Aside, MailFrame } from './mail-frame.tsx'

/** The sentences of the mail, once for both of its forms. */
export interface CodeMailWords {
  readonly heading: string
  readonly instruction: string
  readonly lifetime: string
  readonly asked: string | undefined
  readonly notYou: string
  readonly from: string
}

interface CodeMailBodyProps {
  readonly locale: string
  readonly dir: Direction
  readonly subject: string
  readonly business: string
  readonly logoUrl?: string | undefined
  readonly code: string
  readonly words: CodeMailWords
}

const monospace = 'ui-monospace,SFMono-Regular,Menlo,Consolas,monospace'

const codeBox =
  `margin:16px 0;padding:16px 8px;background:#f3f2ee;border-radius:10px;text-align:center;color:#1d1c1a;` +
  `font:600 32px/40px ${monospace};letter-spacing:6px`

/** The HTML form of the mail. */
export function CodeMailBody({ code, words, ...frame }: CodeMailBodyProps) {
  return (
    <MailFrame {...frame} heading={words.heading} from={words.from}>
      <p style="margin:0">{words.instruction}</p>
      {/* Codes are read from left to right in every language. */}
      <p class="code" dir="ltr" style={codeBox}>
        {code}
      </p>
      <Aside text={`${words.lifetime} ${words.asked ?? ''}`} />
      <Aside text={words.notYou} />
    </MailFrame>
  )
}
