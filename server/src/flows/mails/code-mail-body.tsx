import type { Direction } from '#platform/i18n'

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

const fonts = 'ui-sans-serif,system-ui,-apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif'
const monospace = 'ui-monospace,SFMono-Regular,Menlo,Consolas,monospace'

/**
 * Clients that know `prefers-color-scheme` get our dark colours; those that invert by themselves find colours that
 * survive it. None of `& < > " '`, because it passes through escaping.
 */
const darkStyles =
  ':root{color-scheme:light dark}@media (prefers-color-scheme:dark){' +
  '.page{background:#131316!important;color:#eceae6!important}' +
  '.card{background:#1c1c20!important;border-color:#303036!important}' +
  '.code{background:#26262b!important;color:#eceae6!important}.quiet{color:#a5a19a!important}}'

const page = `margin:0;padding:24px 12px;background:#f7f6f3;color:#1d1c1a;font:16px/24px ${fonts}`
const card =
  'max-width:480px;margin:0 auto;padding:32px 24px;background:#ffffff;border:1px solid #e4e1da;border-radius:10px'
const codeBox =
  `margin:16px 0;padding:16px 8px;background:#f3f2ee;border-radius:10px;text-align:center;color:#1d1c1a;` +
  `font:600 32px/40px ${monospace};letter-spacing:6px`
const quiet = 'margin:0 0 12px;color:#5f5c55;font-size:14px;line-height:20px'

/** The HTML form of the mail: no tables, inline styles, readable where all of them are dropped. */
export function CodeMailBody({ locale, dir, subject, business, logoUrl, code, words }: CodeMailBodyProps) {
  return (
    <html lang={locale} dir={dir}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{subject}</title>
        <style>{darkStyles}</style>
      </head>
      <body class="page" style={page}>
        <div class="card" style={card} dir={dir} lang={locale}>
          <p style="margin:0 0 24px;font-weight:500">
            {logoUrl ? <img src={logoUrl} alt={business} height="32" style="display:block;border:0" /> : business}
          </p>
          <h1 style="margin:0 0 8px;font-size:22px;line-height:28px;font-weight:600">{words.heading}</h1>
          <p style="margin:0">{words.instruction}</p>
          {/* Codes are read from left to right in every language. */}
          <p class="code" dir="ltr" style={codeBox}>
            {code}
          </p>
          <p class="quiet" style={quiet}>
            {words.lifetime} {words.asked}
          </p>
          <p class="quiet" style={quiet}>
            {words.notYou}
          </p>
          <p class="quiet" style="margin:24px 0 0;color:#5f5c55;font-size:14px;line-height:20px">
            {words.from}
          </p>
        </div>
      </body>
    </html>
  )
}
