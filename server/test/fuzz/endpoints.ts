/** A request as it should be, to be made wrong. */
export interface Endpoint {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly fields: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
}

/** Real values, so that what is made wrong is wrong in one place only. */
export interface Material {
  readonly publicClient: string
  readonly confidentialClient: string
  readonly clientSecret: string
  readonly device: string
  readonly redirectUri: string
  readonly logoutUri: string
  readonly audience: string
  readonly challenge: string
  readonly verifier: string
  readonly code: string
  readonly refreshToken: string
  readonly accessToken: string
  readonly idToken: string
  readonly deviceCode: string
  readonly userCode: string
  readonly flowId: string
  readonly flow: string
  readonly csrf: string
  readonly devicePath: string
  readonly cookies: string
}

const AUTHORIZATION = '/oauth2/auth'
const TOKEN = '/oauth2/token'

function authorization(material: Material): Readonly<Record<string, string>> {
  return {
    client_id: material.publicClient,
    redirect_uri: material.redirectUri,
    response_type: 'code',
    response_mode: 'query',
    scope: 'openid profile email offline',
    state: 'state-1',
    nonce: 'nonce-1',
    code_challenge: material.challenge,
    code_challenge_method: 'S256',
    prompt: '',
    max_age: '3600',
    login_hint: 'ada@example.com',
    id_token_hint: material.idToken,
    claims: '{"id_token":{"email":{"essential":true}},"userinfo":{"name":null}}',
    acr_values: '1',
    display: 'page',
    ui_locales: 'de en',
    lang: 'de',
    audience: material.audience,
    resource: material.audience,
    start_page: 'login',
    org_code: 'org_00000000000',
    org_name: 'Acme',
    is_create_org: 'true',
    connection_id: 'conn_1',
    invitation_code: 'inv_1',
    plan_interest: 'pro',
    supports_reauth: 'true',
    reauth_state: 'e30=',
    utm_source: 'news',
  }
}

type Texts = Readonly<Record<string, string>>

function post(path: string, fields: Texts, headers?: Texts): Endpoint {
  return { method: 'POST', path, fields, ...(headers === undefined ? {} : { headers }) }
}

function get(path: string, fields: Texts = {}, headers?: Texts): Endpoint {
  return { method: 'GET', path, fields, ...(headers === undefined ? {} : { headers }) }
}

/** Every endpoint of the protocol, and the pages behind it. */
export function endpointsOf(material: Material): readonly Endpoint[] {
  return [...protocolOf(material), ...devicePagesOf(material), ...signOutsOf(material), ...signInPagesOf(material)]
}

function protocolOf(material: Material): readonly Endpoint[] {
  const cookie = { cookie: material.cookies }
  const bearer = { authorization: `Bearer ${material.accessToken}` }
  const web = { client_id: material.confidentialClient, client_secret: material.clientSecret }
  const spa = { client_id: material.publicClient }
  const exchange = { code: material.code, redirect_uri: material.redirectUri, code_verifier: material.verifier }
  return [
    get(AUTHORIZATION, authorization(material), cookie),
    get(AUTHORIZATION, { ...authorization(material), prompt: 'none' }, cookie),
    get(AUTHORIZATION, { ...authorization(material), response_mode: 'form_post', prompt: 'none' }),
    post(AUTHORIZATION, authorization(material)),
    get(AUTHORIZATION, { request_handle: 'x'.repeat(43) }),
    post(TOKEN, { grant_type: 'authorization_code', ...spa, ...exchange, resource: material.audience }),
    post(TOKEN, {
      grant_type: 'client_credentials',
      audience: material.audience,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: material.idToken,
    }),
    post(TOKEN, { grant_type: 'refresh_token', ...spa, refresh_token: material.refreshToken, scope: 'openid' }),
    post(TOKEN, { grant_type: 'client_credentials', ...web, audience: material.audience, scope: 'read' }),
    post(TOKEN, {
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
      client_id: material.device,
      device_code: material.deviceCode,
    }),
    post('/oauth2/introspect', { ...web, token: material.accessToken, token_type_hint: 'access_token' }),
    post('/oauth2/introspect', { token: material.refreshToken }, bearer),
    post('/oauth2/revoke', { ...spa, token: material.refreshToken, token_type_hint: 'refresh_token' }),
    post('/oauth2/device/auth', { client_id: material.device, scope: 'openid', audience: material.audience }),
    get('/oauth2/v2/user_profile', {}, bearer),
    post('/oauth2/v2/user_profile', { access_token: material.accessToken }),
    get('/oauth2/user_profile', {}, bearer),
    get('/.well-known/openid-configuration'),
    get('/.well-known/oauth-authorization-server'),
    get('/.well-known/jwks', {}, { 'if-none-match': '"x"' }),
  ]
}

function devicePagesOf(material: Material): readonly Endpoint[] {
  const cookie = { cookie: material.cookies }
  const sameOrigin = { ...cookie, 'sec-fetch-site': 'same-origin' }
  return [
    get('/device', { user_code: material.userCode }, cookie),
    post('/device/code', { user_code: material.userCode, csrf: material.csrf }, sameOrigin),
    get(material.devicePath, {}, cookie),
    post(`${material.devicePath}/approve`, { csrf: material.csrf }, sameOrigin),
    post(`${material.devicePath}/deny`, { csrf: material.csrf }, sameOrigin),
  ]
}

function signOutsOf(material: Material): readonly Endpoint[] {
  const cookie = { cookie: material.cookies }
  return [
    get('/logout', { redirect: material.logoutUri, all_sessions: 'true' }, cookie),
    get('/logout', {
      id_token_hint: material.idToken,
      post_logout_redirect_uri: material.logoutUri,
      state: 'bye',
      client_id: material.publicClient,
      ui_locales: 'de',
    }),
    post('/logout', { id_token_hint: material.idToken, post_logout_redirect_uri: material.logoutUri, state: 'bye' }),
  ]
}

function signInPagesOf(material: Material): readonly Endpoint[] {
  const cookie = { cookie: material.cookies }
  const sameOrigin = { ...cookie, 'sec-fetch-site': 'same-origin' }
  const form = { flow: material.flow, csrf: material.csrf }
  return [
    get('/auth/start', { flow: material.flow, intent: 'sign_up', lang: 'ar' }, cookie),
    get(`/auth/${material.flowId}`, { sent: 'again' }, cookie),
    ...[
      'identify',
      'register',
      'code',
      'resend',
      'password',
      'forgot',
      'new-password',
      'profile',
      'change',
      'cancel',
    ].map((verb) =>
      post(
        `/auth/${material.flowId}/${verb}`,
        { ...form, email: 'ada@example.com', code: '123456', password: 'correct horse', given_name: 'Ada' },
        sameOrigin,
      ),
    ),
  ]
}
