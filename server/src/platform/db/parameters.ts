interface Scalars {
  readonly boolean: boolean
  readonly bytea: Buffer
  readonly int: number
  readonly integer: number
  readonly json: string
  readonly jsonb: string
  readonly text: string
  readonly timestamptz: Date
  readonly uuid: string
}

type Scalar = keyof Scalars

/** The names of PostgreSQL's types that statements use. */
export type SqlType = Scalar | `${Scalar}[]`

/** The parameters of a statement in their order, with their types. */
export type ParameterTypes = Readonly<Record<string, SqlType>>

/** For each parameter the text that stands for it, such as `$2`. */
export type Placeholders<P extends ParameterTypes> = { readonly [Name in keyof P]: string }

type ArgumentOf<T extends SqlType> = T extends Scalar
  ? Scalars[T] | null
  : T extends `${infer Of extends Scalar}[]`
    ? readonly (Scalars[Of] | null)[] | null
    : never

/** The values that a caller gives; the environment comes from the connection. */
export type Arguments<P extends ParameterTypes> = {
  readonly [Name in Exclude<keyof P, 'environment'>]: ArgumentOf<P[Name]>
}

export function placeholdersOf<P extends ParameterTypes>(parameters: P): Placeholders<P> {
  const made = Object.fromEntries(Object.keys(parameters).map((name, at) => [name, `$${String(at + 1)}`]))
  if (!namesAll(parameters, made)) throw new Error('a parameter without a placeholder')
  return made
}

function namesAll<P extends ParameterTypes>(
  parameters: P,
  made: Readonly<Record<string, string>>,
): made is Placeholders<P> {
  return Object.keys(parameters).every((name) => name in made)
}

/** Returns the values in the order of the parameters. */
export function orderedValues(names: readonly string[], environmentId: string, given: object): readonly unknown[] {
  return names.map((name): unknown => (name === 'environment' ? environmentId : Reflect.get(given, name)))
}

/** Collects the parameters of a statement whose conditions depend on the request. The environment is the first. */
export class CollectedParameters {
  readonly #types: Record<string, SqlType> = { environment: 'uuid' }
  readonly #values: Record<string, ArgumentOf<SqlType>> = {}

  get types(): ParameterTypes {
    return this.#types
  }

  get values(): Arguments<ParameterTypes> {
    return this.#values
  }

  /** Returns the placeholder. */
  add<T extends SqlType>(name: string, type: T, value: ArgumentOf<T>): string {
    this.#types[name] = type
    this.#values[name] = value
    return `$${String(Object.keys(this.#types).length)}`
  }
}
