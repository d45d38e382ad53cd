/** Servers with the configurations of this folder, each of them only as much around it as a test needs. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../e2e/browsers/freePort';

export interface Started {
  readonly port: number;
  readonly stop: () => Promise<void>;
}

export interface Server {
  readonly name: string;
  /** It sends the headers of our configuration; else only what it sends by itself. */
  readonly configured: boolean;
  /** Starts it over `www/rlhf-playground`, with its own files in `home`; null where this machine lacks it. */
  readonly start: (www: string, home: string) => Promise<Started | null>;
}

const ours = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8');

function commandOf(names: readonly string[]): string | null {
  const folders = [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/usr/local/sbin'];
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path)) ?? null;
}

const TRIES = 100;

/** Waits until it answers. Throws what it said where it ends instead. */
async function answering(child: ChildProcess, port: number): Promise<Started> {
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => (said += text));
  for (let tries = 0; tries < TRIES && child.exitCode === null; tries++) {
    const answers = await fetch(`http://127.0.0.1:${port}/`).then(
      () => true,
      () => false,
    );
    const stop = async () => {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
    };
    if (answers) return { port, stop };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  child.kill('SIGKILL');
  throw new Error(`${child.spawnfile} did not start: ${said}`);
}

function serverOf(
  name: string,
  commands: readonly string[],
  argumentsOf: (www: string, home: string, port: number) => readonly string[],
  configured = true,
): Server {
  return {
    name,
    configured,
    start: async (www, home) => {
      const command = commandOf(commands);
      if (command === null) return null;
      const port = await freePort();
      const args = argumentsOf(www, home, port);
      return answering(spawn(command, args, { cwd: home, env: { ...process.env, HOME: home } }), port);
    },
  };
}

const nginx = serverOf('nginx', ['nginx'], (www, home, port) => {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (each) => `${each}_temp_path ${home}/${each};`,
  );
  const config = `
    daemon off; pid ${home}/pid; error_log stderr; worker_processes 1;
    events {}
    http {
      access_log off; ${temporary.join(' ')}
      server { listen 127.0.0.1:${port}; root ${www}; ${ours('nginx.conf').replaceAll('/srv/www', www)} }
    }`;
  writeFileSync(`${home}/nginx.conf`, config);
  return ['-p', home, '-e', 'stderr', '-c', `${home}/nginx.conf`];
});

const APACHE_MODULES = ['mpm_event', 'authz_core', 'dir', 'mime', 'headers', 'filter', 'deflate'];
const MODULE_FOLDERS = ['/usr/lib/apache2/modules', '/usr/lib64/httpd/modules', '/usr/libexec/apache2'];

const apache = serverOf('Apache', ['apache2', 'httpd'], (www, home, port) => {
  const folder = MODULE_FOLDERS.find((each) => existsSync(each)) ?? '';
  const modules = APACHE_MODULES.map((each) => `LoadModule ${each}_module ${folder}/mod_${each}.so`);
  copyFileSync(new URL('apache.htaccess', import.meta.url), `${www}/rlhf-playground/.htaccess`);
  const config = `
    ServerRoot "${home}"
    PidFile "${home}/pid"
    ErrorLog "${home}/errors"
    ServerName 127.0.0.1
    Listen 127.0.0.1:${port}
    ${modules.join('\n    ')}
    ${process.getuid?.() === 0 ? 'User #65534\n    Group #65534' : ''}
    TypesConfig /dev/null
    DocumentRoot "${www}"
    <Directory "${www}">
      AllowOverride All
      Require all granted
    </Directory>`;
  writeFileSync(`${home}/apache.conf`, config);
  return ['-D', 'FOREGROUND', '-f', `${home}/apache.conf`];
});

const caddy = serverOf('Caddy', ['caddy'], (www, home, port) => {
  const config = `
    {
      admin off
      auto_https off
    }
    http://127.0.0.1:${port} {
      ${ours('Caddyfile').replaceAll('/srv/www', www)}
    }`;
  writeFileSync(`${home}/Caddyfile`, config);
  return ['run', '--config', `${home}/Caddyfile`, '--adapter', 'caddyfile'];
});

/** As any folder on an intranet's server: nothing is set for it. */
const folder = serverOf(
  'a folder',
  ['python3'],
  (www, _, port) => ['-m', 'http.server', String(port), '--bind', '127.0.0.1', '--directory', www],
  false,
);

export const SERVERS: readonly Server[] = [nginx, apache, caddy, folder];
