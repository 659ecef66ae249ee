// A SAML 2.0 provider (auth0's samlp) with a page that asks who one is; POST /people says what it knows of whom.
// Arguments: the file with its key, the file with its certificate. POST /knobs changes how it answers.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import samlp from "samlp";

const [keyFile, certificateFile] = process.argv.slice(2);
const people = {};
let knobs = {};
const server = createServer();

function profile(user) {
  return {
    getClaims: () => user.said,
    getNameIdentifier: () => ({ nameIdentifier: user.id, nameIdentifierFormat: user.format }),
  };
}
profile.prototype.metadata = [];

function extend(request, response) {
  const address = new URL(request.url, "http://provider");
  request.query = Object.fromEntries(address.searchParams);
  request.originalUrl = request.url;
  request.protocol = "http";
  response.set = (name, value) => response.setHeader(name, value);
  response.send = (content) => response.end(typeof content === "number" ? `${content}` : content);
  return address.pathname;
}

function refused(response, problem) {
  response.writeHead(400).end(String(problem));
}

function page(query) {
  const kept = Object.entries(query).map(([name, value]) => `<input type="hidden" name="${name}" value="${value}">`);
  return `<!doctype html><html lang="en"><title>Harbour SSO</title><form action="/sso"><label>Login <input name="login"></label>${kept.join("")}<button type="submit">Sign in</button></form></html>`;
}

server.listen(0, "127.0.0.1", () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const common = { issuer, key: readFileSync(keyFile), cert: readFileSync(certificateFile), profileMapper: profile };
  const metadata = samlp.metadata({ ...common, redirectEndpointPath: "/sso", postEndpointPath: "/sso" });
  const answer = (request, response, back) => {
    const options = {
      ...common,
      destination: back,
      recipient: back,
      getPostURL: (_audience, _dom, _request, done) => done(null, back),
      getUserFromRequest: (asked) => people[asked.query.login],
      ...knobs,
    };
    samlp.auth(options)(request, response, (problem) => refused(response, problem));
  };
  const sso = (request, response) =>
    samlp.parseRequest(request, (problem, asked) =>
      problem ? refused(response, problem) : answer(request, response, asked.assertionConsumerServiceURL),
    );
  server.on("request", (request, response) => {
    const path = extend(request, response);
    if (request.method === "POST") {
      let body = "";
      request.on("data", (chunk) => (body += chunk));
      request.on("end", () => {
        if (path === "/people") Object.assign(people, JSON.parse(body));
        else knobs = JSON.parse(body);
        response.end("{}");
      });
    } else if (path === "/metadata") metadata(request, response);
    else if (request.query.login) sso(request, response);
    else response.setHeader("Content-Type", "text/html").end(page(request.query));
  });
  console.log(issuer);
});
