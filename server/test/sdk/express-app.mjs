// A website as the documents of the Express SDK build it: a session, routes to sign in and out, and an API of its own.
import { getUser, GrantType, jwtVerify, protectRoute, setupKinde } from '@kinde-oss/kinde-node-express'
import express from 'express'

const { ISSUER, SITE, CLIENT_ID, CLIENT_SECRET, AUDIENCE, PORT } = process.env
const app = express()
setupKinde(
  {
    grantType: GrantType.AUTHORIZATION_CODE,
    issuerBaseUrl: ISSUER,
    siteUrl: SITE,
    redirectUrl: `${SITE}/callback`,
    unAuthorisedUrl: `${SITE}/unauthorised`,
    postLogoutRedirectUrl: SITE,
    clientId: CLIENT_ID,
    secret: CLIENT_SECRET,
    scope: 'openid profile email offline',
    audience: AUDIENCE,
  },
  app,
)
app.get('/', (_, response) => response.send('the front page'))
app.get('/me', getUser, (request, response) => response.json(request.user))
app.get('/protected', protectRoute, (_, response) => response.send('let in'))
app.get('/token', async (request, response) => response.send(await request.getSessionItem('access_token')))
app.get('/api', jwtVerify(ISSUER, { audience: AUDIENCE }), (request, response) => response.json(request.user))
app.listen(Number(PORT), '127.0.0.1', () => console.log('listening'))
