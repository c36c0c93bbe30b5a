import { z } from 'zod'
import { isSafeName, SAFE_NAME } from '#platform/http'
import type { Sealer } from '#platform/crypto'
import { shownValueOf, variableIdFromText, variableIdOf, type EnvironmentVariable } from './environment-variable.ts'

const ID_EXAMPLE = 'env_var_0192b194f6156fb7452fe38cfb144958'

export const VariableParams = z.object({
  variable_id: z
    .string()
    .transform(variableIdFromText)
    .meta({ type: 'string', description: 'The id of the variable.', example: ID_EXAMPLE }),
})

const Key = z
  .string()
  .regex(/^[^\s\p{Cc}]+$/u, 'must be text without blanks or control characters')
  .max(128)
  .refine(isSafeName, SAFE_NAME)
  .meta({ description: 'Its name, at most 128 characters.', example: 'MY_API_KEY' })

const Value = z.string().max(2048).meta({ description: 'At most 2,048 characters.', example: 'https://api.example' })

const IsSecret = z.boolean().meta({ description: 'Whether the value is never shown again.' })

export const NewVariableBody = z.object({ key: Key, value: Value, is_secret: IsSecret.optional() })

export const VariableBody = z.object({
  key: Key.optional(),
  value: Value.optional(),
  is_secret: IsSecret.optional(),
})

export const CreatedVariable = z.object({ id: z.string().meta({ example: ID_EXAMPLE }) })

export const VariableView = z.object({
  id: z.string().meta({ example: ID_EXAMPLE }),
  key: z.string(),
  value: z.string().nullable().meta({ description: 'null where it is secret.' }),
  is_secret: z.boolean(),
  created_on: z.iso.datetime(),
})

export function variableViewOf(sealer: Sealer, variable: EnvironmentVariable): z.input<typeof VariableView> {
  return {
    id: variableIdOf(variable.id),
    key: variable.key,
    value: shownValueOf(sealer, variable) ?? null,
    is_secret: variable.isSecret,
    created_on: variable.createdAt.toISOString(),
  }
}
