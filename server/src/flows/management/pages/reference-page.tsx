import { referenceStyles } from './reference-styles.ts'

export interface ReferenceParameter {
  readonly name: string
  readonly in: string
  readonly isRequired: boolean
  readonly description: string
}

export interface ReferenceOperation {
  readonly id: string
  readonly tag: string
  readonly method: string
  readonly path: string
  readonly summary: string
  readonly description: string
  readonly scope: string
  readonly parameters: readonly ReferenceParameter[]
  /** A JSON Schema as text. */
  readonly body: string | undefined
  readonly answers: readonly { readonly status: string; readonly description: string; readonly schema: string }[]
}

interface ReferencePageProps {
  readonly title: string
  readonly description: string
  readonly operations: readonly ReferenceOperation[]
  readonly nonce: string
}

/** Every operation on one page, to read and to search in; in English, as it is for developers. */
export function ReferencePage({ title, description, operations, nonce }: ReferencePageProps) {
  const tags = [...Map.groupBy(operations, (one) => one.tag)]
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <style nonce={nonce}>{referenceStyles}</style>
      </head>
      <body>
        <main>
          <h1>{title}</h1>
          <p>{description}</p>
          <p>
            <a href="/api/openapi.json">OpenAPI document</a>
          </p>
          <nav aria-label="Operations">
            {tags.map(([tag, group]) => (
              <section>
                <h2>{tag}</h2>
                <ul>
                  {group.map((one) => (
                    <li>
                      <a href={`#${one.id}`}>{one.summary}</a>
                    </li>
                  ))}
                </ul>
              </section>
            ))}
          </nav>
          {operations.map((one) => (
            <Operation {...one} />
          ))}
        </main>
      </body>
    </html>
  )
}

function Operation(one: ReferenceOperation) {
  return (
    <article id={one.id}>
      <h2>{one.summary}</h2>
      <p>
        <code>
          {one.method} {one.path}
        </code>
      </p>
      {one.description !== '' && <p>{one.description}</p>}
      <p>
        Scope: <code>{one.scope}</code>
      </p>
      {one.parameters.length > 0 && <Parameters parameters={one.parameters} />}
      {one.body !== undefined && <Schema title="Body" text={one.body} />}
      {one.answers.map(({ status, description, schema }) => (
        <Schema title={`${status} — ${description}`} text={schema} />
      ))}
    </article>
  )
}

function Parameters({ parameters }: { parameters: readonly ReferenceParameter[] }) {
  return (
    <dl>
      {parameters.map((one) => (
        <>
          <dt>
            <code>{one.name}</code> ({one.in}
            {one.isRequired && ', required'})
          </dt>
          <dd>{one.description}</dd>
        </>
      ))}
    </dl>
  )
}

function Schema({ title, text }: { title: string; text: string }) {
  return (
    <details>
      <summary>{title}</summary>
      <pre tabindex={0}>{text}</pre>
    </details>
  )
}
