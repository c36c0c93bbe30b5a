interface ReferencePageProps {
  readonly title: string
  readonly issuer: string
  readonly nonce: string
  /** Changes with the files, which browsers keep for a year. */
  readonly version: string
}

const ASSETS = '/api/reference/assets'

/** The reference of the Management API; in English, as it is for developers. The renderer fills it. */
export function ReferencePage({ title, issuer, nonce, version }: ReferencePageProps) {
  return (
    <html lang="en" id="reference-page">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title}</title>
        <link rel="icon" href="/favicon_svg" type="image/svg+xml" />
        <link rel="stylesheet" nonce={nonce} href={`${ASSETS}/swagger-ui.css?v=${version}`} />
        <link rel="stylesheet" nonce={nonce} href={`${ASSETS}/reference.css?v=${version}`} />
        <script nonce={nonce} src={`${ASSETS}/scheme.js?v=${version}`}></script>
        <script nonce={nonce} src={`${ASSETS}/swagger-ui-bundle.js?v=${version}`} defer></script>
        <script nonce={nonce} src={`${ASSETS}/reference.js?v=${version}`} defer></script>
      </head>
      <body>
        <header class="bar">
          <img src="/favicon_svg" alt="" width="20" height="20" />
          <span>{title}</span>
          <a href="/api/openapi.json">OpenAPI document</a>
        </header>
        <div class="sheet">
          <section aria-label="About">
            <h1>API reference</h1>
            <p>
              Every operation of the Management API at <code>{issuer}</code>. Press “Authorize” and paste an access
              token to try a call: it goes to this address and to no other, and the token is forgotten with the page.
              Each environment has this page at its own address.
            </p>
            <noscript>
              <p>
                The reference needs JavaScript. Everything that it shows is in the{' '}
                <a href="/api/openapi.json">OpenAPI document</a>.
              </p>
            </noscript>
          </section>
          <search>
            <h2>Operations</h2>
            <p class="search">
              <label for="search">Search operations</label>
              <input id="search" type="search" autocomplete="off" />
            </p>
          </search>
          <div id="reference"></div>
        </div>
      </body>
    </html>
  )
}
