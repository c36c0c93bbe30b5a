import type { Direction } from '#platform/i18n'

type Markup = ReturnType<typeof Aside>

interface MailFrameProps {
  readonly locale: string
  readonly dir: Direction
  readonly subject: string
  readonly business: string
  readonly logoUrl?: string | undefined
  readonly heading: string
  readonly from: string
  readonly children: Markup | Markup[]
}

const fonts = 'ui-sans-serif,system-ui,-apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif'

/**
 * Clients with `prefers-color-scheme` get the dark colours; the colours also survive clients that invert by themselves.
 * The text has none of `& < > " '`, because it passes through escaping.
 */
const darkStyles =
  ':root{color-scheme:light dark}@media (prefers-color-scheme:dark){' +
  '.page{background:#131316!important;color:#eceae6!important}' +
  '.card{background:#1c1c20!important;border-color:#303036!important}' +
  '.code{background:#26262b!important;color:#eceae6!important}.quiet{color:#a5a19a!important}}'

const page = `margin:0;padding:24px 12px;background:#f7f6f3;color:#1d1c1a;font:16px/24px ${fonts}`
const card =
  'max-width:480px;margin:0 auto;padding:32px 24px;background:#ffffff;border:1px solid #e4e1da;border-radius:10px;' +
  'overflow-wrap:anywhere;word-break:break-word'
const quiet = 'margin:0 0 12px;color:#5f5c55;font-size:14px;line-height:20px'

/** A remark below the main content. */
export function Aside({ text }: { readonly text: string }) {
  return (
    <p class="quiet" style={quiet}>
      {text}
    </p>
  )
}

/** The frame of every mail: no tables, inline styles, readable where all of them are dropped. */
export function MailFrame({ locale, dir, subject, business, logoUrl, heading, from, children }: MailFrameProps) {
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
          <h1 style="margin:0 0 8px;font-size:22px;line-height:28px;font-weight:600">{heading}</h1>
          {children}
          <p class="quiet" style="margin:24px 0 0;color:#5f5c55;font-size:14px;line-height:20px">
            {from}
          </p>
        </div>
      </body>
    </html>
  )
}
