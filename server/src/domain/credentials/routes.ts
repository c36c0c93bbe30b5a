import { z } from 'zod'
import { HASHING_METHODS } from '#platform/crypto'
import { endpoint, success, SuccessEnvelope, successOf } from '#platform/http'
import { apiAuthor } from '#platform/outbox'
import { UserParams } from '#domain/users'
import { createTemporaryPassword } from './create-temporary-password.ts'
import { importPassword } from './import-password.ts'

const Text = z
  .string()
  .max(1_000)
  .nullish()
  .transform((text) => (text === '' ? undefined : (text ?? undefined)))
const Count = z
  .number()
  .int()
  .nullish()
  .transform((count) => count ?? undefined)

const PasswordBody = z.object({
  hashed_password: z
    .string()
    .min(1)
    .max(1_000)
    .meta({ description: 'As the other system wrote it; for aspnet-identity-v2 and -v3 base64.' }),
  hashing_method: z
    .enum(HASHING_METHODS)
    .nullish()
    .meta({ description: 'Told by the form of the hash when not sent; `bcrypt` where it tells nothing.' }),
  salt: Text.meta({
    description: 'Text; base64 for pbkdf2 and firebase-scrypt. Others than these have it in the hash.',
  }),
  salt_position: z.enum(['prefix', 'suffix']).nullish().meta({ description: '`prefix` when not sent.' }),
  iterations: Count.meta({ description: 'Of pbkdf2: at most 1,000,000; 24,000 when not sent.' }),
  variant: Text.meta({
    description: 'Of pbkdf2: salted-pbkdf2-hmac-sha256, …-hmac-sha256-512 or …-hmac-sha512-512.',
  }),
  signer_key: Text.meta({ description: 'Of firebase-scrypt, base64. It is used now and not kept.' }),
  salt_separator: Text.meta({ description: 'Of firebase-scrypt, base64.' }),
  rounds: Count.meta({ description: 'Of firebase-scrypt: 1 to 16.' }),
  mem_cost: Count.meta({ description: 'Of firebase-scrypt: 1 to 20, and with rounds at most 128 MiB.' }),
  is_temporary_password: z
    .boolean()
    .nullish()
    .meta({ description: 'It opens the page to set another; the user needs a verified email.' }),
})

const setting = endpoint({
  method: 'put',
  path: '/api/v1/users/{user_id}/password',
  operationId: 'SetUserPassword',
  tag: 'Users',
  summary: 'Set the password of a user',
  description: 'As another system hashed it. The sessions and tokens of the user end.',
  scope: 'update:user_passwords',
  params: UserParams,
  body: PasswordBody,
  answers: [200, SuccessEnvelope],
  errors: {
    400: ['INVALID_PASSWORD_HASH', 'PASSWORD_HASH_TOO_COSTLY', 'VERIFIED_EMAIL_REQUIRED'],
    404: ['USER_NOT_FOUND'],
  },
  async handle(ctx, { params, body, actor }) {
    await importPassword(ctx, {
      userId: params.user_id,
      described: {
        method: body.hashing_method ?? undefined,
        hash: body.hashed_password,
        salt: body.salt,
        saltPosition: body.salt_position ?? undefined,
        iterations: body.iterations,
        variant: body.variant,
        signerKey: body.signer_key,
        saltSeparator: body.salt_separator,
        rounds: body.rounds,
        memCost: body.mem_cost,
      },
      isTemporary: body.is_temporary_password ?? false,
      author: apiAuthor(actor),
    })
    return success()
  },
})

const temporary = endpoint({
  method: 'post',
  path: '/api/v1/users/{user_id}/temporary_password',
  operationId: 'createTemporaryPassword',
  tag: 'Users',
  summary: 'Give a user a temporary password',
  description:
    'It is answered once, and only its hash is kept. It opens nothing but the page on which the user chooses a password ' +
    'of their own. The sessions and tokens of the user end. Not part of the published contract: an operation of our own.',
  scope: 'update:user_passwords',
  params: UserParams,
  answers: [200, successOf({ password: z.string() })],
  errors: { 400: ['VERIFIED_EMAIL_REQUIRED'], 404: ['USER_NOT_FOUND'] },
  async handle(ctx, { params, actor }) {
    const password = await createTemporaryPassword(ctx, { userId: params.user_id, author: apiAuthor(actor) })
    return success({ password })
  },
})

export const credentialRoutes = [setting, temporary]
