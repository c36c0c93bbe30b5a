import type { QuickStart, QuickStartIds } from './quick-start.ts'

const SITE = 'http://localhost:3001'
const CALLBACK = `${SITE}/callback`

const goMain = ({ issuer, clientId }: QuickStartIds) => `package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/http"
	"os"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

func main() {
	ctx := context.Background()
	provider, err := oidc.NewProvider(ctx, "${issuer}")
	if err != nil {
		panic(err)
	}
	config := oauth2.Config{
		ClientID:     "${clientId}",
		ClientSecret: os.Getenv("CLIENT_SECRET"),
		Endpoint:     provider.Endpoint(),
		RedirectURL:  "${CALLBACK}",
		Scopes:       []string{"openid", "profile", "email", "offline"},
	}
	config.Endpoint.AuthStyle = oauth2.AuthStyleInParams
	verifier := provider.Verifier(&oidc.Config{ClientID: config.ClientID})

	http.HandleFunc("/login", func(w http.ResponseWriter, r *http.Request) {
		state, proof := rand.Text(), oauth2.GenerateVerifier()
		for name, value := range map[string]string{"state": state, "proof": proof} {
			http.SetCookie(w, &http.Cookie{Name: name, Value: value, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode})
		}
		http.Redirect(w, r, config.AuthCodeURL(state, oauth2.S256ChallengeOption(proof)), http.StatusFound)
	})
	http.HandleFunc("/callback", func(w http.ResponseWriter, r *http.Request) {
		state, err := r.Cookie("state")
		if err != nil || state.Value != r.FormValue("state") {
			http.Error(w, "this sign-in was not started here", http.StatusBadRequest)
			return
		}
		proof, err := r.Cookie("proof")
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		token, err := config.Exchange(ctx, r.FormValue("code"), oauth2.VerifierOption(proof.Value))
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
			return
		}
		raw, _ := token.Extra("id_token").(string)
		idToken, err := verifier.Verify(ctx, raw)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
			return
		}
		fmt.Fprintln(w, "Signed in as", idToken.Subject)
	})
	http.ListenAndServe("localhost:3001", nil)
}`

/** Servers in TypeScript, Python, Go and Java; each calls a library that its language knows well. */
export const SERVER_STARTS: readonly QuickStart[] = [
  {
    name: 'TypeScript',
    types: ['reg'],
    callback: CALLBACK,
    logout: SITE,
    files: ({ issuer, clientId }) => [
      ['shell', 'npm install @kinde-oss/kinde-typescript-sdk'],
      [
        'server.ts',
        `import { createKindeServerClient, GrantType, type SessionManager } from '@kinde-oss/kinde-typescript-sdk'
import { createServer } from 'node:http'

const client = createKindeServerClient(GrantType.AUTHORIZATION_CODE, {
  authDomain: '${issuer}',
  clientId: '${clientId}',
  clientSecret: process.env.CLIENT_SECRET ?? '',
  redirectURL: '${CALLBACK}',
  logoutRedirectURL: '${SITE}',
})

// One visitor only: keep these values in your session store, one set for each visitor.
const items = new Map<string, unknown>()
const session: SessionManager = {
  getSessionItem: async (key) => items.get(key) ?? null,
  setSessionItem: async (key, value) => void items.set(key, value),
  removeSessionItem: async (key) => void items.delete(key),
  destroySession: async () => items.clear(),
}

createServer(async (request, response) => {
  const url = new URL(request.url ?? '/', '${SITE}')
  const leadTo = (target: URL) => response.writeHead(302, { location: target.href }).end()
  if (url.pathname === '/login') return leadTo(await client.login(session))
  if (url.pathname === '/register') return leadTo(await client.register(session))
  if (url.pathname === '/logout') return leadTo(await client.logout(session))
  if (url.pathname === '/callback') {
    await client.handleRedirectToApp(session, url)
    return leadTo(new URL('${SITE}'))
  }
  const isSignedIn = await client.isAuthenticated(session)
  response.end(isSignedIn ? JSON.stringify(await client.getUser(session)) : 'Sign in at /login')
}).listen(3001)`,
      ],
    ],
  },
  {
    name: 'Python',
    types: ['reg'],
    callback: CALLBACK,
    logout: SITE,
    files: ({ issuer, clientId }) => [
      ['shell', 'pip install flask authlib requests'],
      [
        'app.py',
        `import os
from urllib.parse import urlencode

from authlib.integrations.flask_client import OAuth
from flask import Flask, redirect, session

app = Flask(__name__)
app.secret_key = os.environ["SESSION_SECRET"]
oauth = OAuth(app)
oauth.register(
    "gatehouse",
    client_id="${clientId}",
    client_secret=os.environ["CLIENT_SECRET"],
    server_metadata_url="${issuer}/.well-known/openid-configuration",
    client_kwargs={
        "scope": "openid profile email offline",
        "code_challenge_method": "S256",
        "token_endpoint_auth_method": "client_secret_post",
    },
)


@app.get("/login")
def login():
    return oauth.gatehouse.authorize_redirect("${CALLBACK}")


@app.get("/callback")
def callback():
    session["user"] = dict(oauth.gatehouse.authorize_access_token()["userinfo"])
    return redirect("/")


@app.get("/logout")
def logout():
    session.clear()
    return redirect("${issuer}/logout?" + urlencode({"redirect": "${SITE}"}))


@app.get("/")
def home():
    return session.get("user") or 'Sign in at <a href="/login">/login</a>'


app.run(port=3001)`,
      ],
    ],
  },
  {
    name: 'Go',
    types: ['reg'],
    callback: CALLBACK,
    logout: SITE,
    files: (ids) => [
      ['shell', 'go get github.com/coreos/go-oidc/v3/oidc golang.org/x/oauth2'],
      ['main.go', goMain(ids)],
    ],
  },
  {
    name: 'Java',
    types: ['reg'],
    callback: `${SITE}/login/oauth2/code/gatehouse`,
    logout: SITE,
    files: ({ issuer, clientId }) => [
      [
        'build.gradle (Spring Boot)',
        `implementation 'org.springframework.boot:spring-boot-starter-oauth2-client'
implementation 'org.springframework.boot:spring-boot-starter-web'`,
      ],
      [
        'src/main/resources/application.yml',
        `server:
  port: 3001
spring:
  security:
    oauth2:
      client:
        registration:
          gatehouse:
            client-id: ${clientId}
            client-secret: \${CLIENT_SECRET}
            client-authentication-method: client_secret_post
            authorization-grant-type: authorization_code
            redirect-uri: ${SITE}/login/oauth2/code/gatehouse
            scope: openid, profile, email, offline
        provider:
          gatehouse:
            issuer-uri: ${issuer}`,
      ],
      [
        'src/main/java/com/example/HomeController.java',
        `package com.example;

import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class HomeController {
    @GetMapping("/")
    String home(@AuthenticationPrincipal OidcUser user) {
        return "Signed in as " + user.getEmail();
    }
}`,
      ],
    ],
  },
]

/** Machines that call an API on their own behalf, without an SDK. */
export const MACHINE_STARTS: readonly QuickStart[] = [
  {
    name: 'TypeScript',
    types: ['m2m'],
    files: ({ issuer, clientId }) => [
      [
        'token.ts',
        `const response = await fetch('${issuer}/oauth2/token', {
  method: 'POST',
  body: new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: '${clientId}',
    client_secret: process.env.CLIENT_SECRET ?? '',
    audience: '<the audience of your API>',
  }),
})
const { access_token: accessToken, expires_in: seconds } = await response.json()`,
      ],
    ],
  },
  {
    name: 'Python',
    types: ['m2m'],
    files: ({ issuer, clientId }) => [
      ['shell', 'pip install requests'],
      [
        'token.py',
        `import os

import requests

response = requests.post(
    "${issuer}/oauth2/token",
    data={
        "grant_type": "client_credentials",
        "client_id": "${clientId}",
        "client_secret": os.environ["CLIENT_SECRET"],
        "audience": "<the audience of your API>",
    },
    timeout=10,
)
response.raise_for_status()
access_token = response.json()["access_token"]`,
      ],
    ],
  },
]
