// The pages for people, as a person uses them: node docs.mjs PROGRAM NODE_MODULES_PARENT PICTURES
// The last line is `N passed, N failed`.
import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";

const [program, modules, pictures] = process.argv.slice(2);
const { chromium } = createRequire(path.join(modules, "package.json"))("playwright-core");
const sizes = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };

let passed = 0;
let failed = 0;
function check(what, problem) {
  if (problem) failed += 1;
  else passed += 1;
  console.log(`${problem ? "no" : "ok"}: ${what}`);
  if (problem) console.log(`    ${problem}`);
}

// Starts the program in `folder`; resolves to its process and origin once it listens.
function serve(folder, more = []) {
  const flags = ["serve", "--host", "127.0.0.1", "--port", "0", "--timezone", "UTC", ...more];
  const environment = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith("WORKLOAD_SCHEDULER_")),
  );
  const server = spawn(program, flags, { cwd: folder, env: environment });
  return new Promise((resolve, reject) => {
    let log = "";
    const late = setTimeout(() => reject(new Error(`the server did not start:\n${log}`)), 20000);
    server.on("error", reject);
    server.on("exit", () => reject(new Error(`the server ended:\n${log}`)));
    server.stderr.on("data", (text) => {
      log += text;
      const found = log.match(/address=127\.0\.0\.1:(\d+)/);
      if (!found) return;
      clearTimeout(late);
      resolve({ server, origin: `http://127.0.0.1:${found[1]}` });
    });
  });
}

// A page in a window of that size, and what went wrong on it.
async function open(browser, origin, where, size) {
  const page = await browser.newPage({ viewport: sizes[size], deviceScaleFactor: 1 });
  const wrong = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) wrong.push(message.text());
  });
  page.on("pageerror", (error) => wrong.push(String(error)));
  page.on("requestfailed", (request) => wrong.push(`failed: ${request.url()}`));
  page.on("response", (answer) => {
    if (answer.status() >= 400) wrong.push(`${answer.status()} ${answer.url()}`);
  });
  page.on("request", (request) => {
    if (!/^(data|blob):/.test(request.url()) && new URL(request.url()).origin !== origin)
      wrong.push(`left the server: ${request.url()}`);
  });
  await page.goto(origin + where);
  await page.getByText("Create Schedule", { exact: true }).first().waitFor();
  return { page, wrong };
}

function picture(page, name) {
  return page.screenshot({ path: path.join(pictures, `${name}.png`) });
}

// How far the page is wider than its window.
function overhang(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}

async function look(browser, origin, where, size) {
  const { page, wrong } = await open(browser, origin, where, size);
  const name = `${where.slice(1)}-${size}`;
  await picture(page, name);
  check(`${name}: has a title`, /Workload Scheduler/.test(await page.title()) ? "" : page.title());
  const icon = await page.getAttribute("link[rel=icon]", "href");
  const answer = await page.request.get(new URL(icon, page.url()).href);
  check(`${name}: has an icon`, answer.ok() ? "" : `${icon}: ${answer.status()}`);
  const wider = await overhang(page);
  check(`${name}: is no wider than its window`, wider > 0 ? `${wider} pixels` : "");
  check(`${name}: no error, no request to another host`, wrong.join("\n    "));
  await page.close();
}

async function createSchedule(browser, origin, size) {
  const { page, wrong } = await open(browser, origin, "/docs", size);
  const operation = page.locator("#operations-Schedules-create_schedule_schedules_post");
  await operation.locator(".opblock-summary-control").click();
  await operation.getByRole("button", { name: "Try it out" }).click();
  const example = JSON.parse(await operation.locator("textarea.body-param__text").inputValue());
  check(
    `create (${size}): the document's example is filled in`,
    example.name === "Backup Database" && example.start_time < example.end_time
      ? ""
      : JSON.stringify(example),
  );
  await operation.getByRole("button", { name: "Execute" }).click();
  const live = operation.locator(".live-responses-table");
  await live.waitFor();
  const status = (await live.locator(".response-col_status").last().innerText()).trim();
  const body = await live.locator(".response-col_description .microlight").first().innerText();
  check(
    `create (${size}): 200 and {"status":"created"}`,
    /^200\b/.test(status) && JSON.stringify(JSON.parse(body)) === '{"status":"created"}'
      ? ""
      : `${status} ${body}`,
  );
  const stored = await (await page.request.get(`${origin}/schedules`)).json();
  const { id, ...fields } = stored.at(-1) ?? {};
  check(
    `create (${size}): it is stored as shown`,
    JSON.stringify(fields) === JSON.stringify(example) ? "" : JSON.stringify(stored),
  );
  await live.scrollIntoViewIfNeeded();
  await picture(page, `created-${size}`);
  const wider = await overhang(page);
  check(`create (${size}): is no wider than its window`, wider > 0 ? `${wider} pixels` : "");
  check(`create (${size}): no error, no request to another host`, wrong.join("\n    "));
  await page.close();
}

// With a token: the browser asks for it to show the page, Authorize has it sent with each request.
async function authorize(browser, origin, token) {
  const context = await browser.newContext({
    viewport: sizes.desktop,
    httpCredentials: { username: "anybody", password: token, send: "unauthorized" },
  });
  const page = await context.newPage();
  await page.goto(`${origin}/docs`);
  await page.getByText("Create Schedule", { exact: true }).first().waitFor();
  await page.locator(".auth-wrapper .btn.authorize").click();
  const dialog = page.locator(".dialog-ux");
  await dialog.locator("input").fill(token);
  await dialog.locator("button.authorize").click();
  await dialog.locator("button.btn-done").click();
  const operation = page.locator("#operations-Schedules-create_schedule_schedules_post");
  await operation.locator(".opblock-summary-control").click();
  await operation.getByRole("button", { name: "Try it out" }).click();
  const sent = page.waitForRequest((request) => request.method() === "POST");
  await operation.getByRole("button", { name: "Execute" }).click();
  const field = (await (await sent).allHeaders()).authorization;
  check(
    "authorize: the token is sent as a bearer",
    field === `Bearer ${token}` ? "" : `Authorization: ${field}`,
  );
  const live = operation.locator(".live-responses-table");
  await live.waitFor();
  const status = (await live.locator(".response-col_status").last().innerText()).trim();
  check("authorize: then a request succeeds", /^200\b/.test(status) ? "" : status);
  await page.locator("#operations-Server-live_livez_get .opblock-summary-control").waitFor();
  const locks = await page.locator("#operations-Server-live_livez_get .authorization__btn").count();
  check("authorize: what needs no token has no lock", locks ? `${locks} locks` : "");
  await picture(page, "authorized-desktop");
  await context.close();
}

const folder = await mkdtemp(path.join(tmpdir(), "docs-"));
let server;
let browser;
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(1));
process.on("exit", () => server?.kill());
try {
  let origin;
  ({ server, origin } = await serve(folder));
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
      .concat(["--disable-background-networking", "--disable-component-update"]),
  });
  console.log(`Chromium ${browser.version()} on ${origin}`);
  for (const size of Object.keys(sizes)) {
    await look(browser, origin, "/docs", size);
    await look(browser, origin, "/redoc", size);
    await createSchedule(browser, origin, size);
  }
  const plain = await open(browser, origin, "/docs", "desktop");
  const buttons = await plain.page.locator(".btn.authorize").count();
  check("without a token there is nothing to authorize", buttons ? "there is a button" : "");
  await plain.page.close();
  server.removeAllListeners("exit").kill();
  await new Promise((done) => server.once("close", done));
  const token = "0123456789abcdef";
  await writeFile(path.join(folder, "token"), `${token}\n`);
  ({ server, origin } = await serve(folder, ["--token-file", "token"]));
  await authorize(browser, origin, token);
  console.log(`pictures: ${pictures}`);
} catch (error) {
  check("the test ran to its end", error.stack);
} finally {
  await browser?.close();
  server?.removeAllListeners("exit").kill();
  await new Promise((done) => (server ? server.once("close", done) : done()));
  await rm(folder, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
