// A certified OpenID Connect provider with one client; POST /people says what it knows of whom.
import { createServer } from "node:http";
import Provider from "oidc-provider";

const [callback] = process.argv.slice(2);
const people = {};
const server = createServer();
server.listen(0, "127.0.0.1", () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: "bailiwick", client_secret: "a-secret-of-the-tests", redirect_uris: [callback] }],
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name", "groups"] },
    findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
    pkce: { required: () => true },
    cookies: { keys: ["tests"] },
  });
  const answer = provider.callback();
  server.on("request", (request, response) => {
    if (request.url !== "/people") return answer(request, response);
    let body = "";
    request.on("data", (chunk) => (body += chunk));
    request.on("end", () => {
      Object.assign(people, JSON.parse(body));
      response.end("{}");
    });
  });
  console.log(issuer);
});
