"""
PyTorch's part of a race: JSON, a line a message, on standard input and output. Started without arguments it says that it
is ready; then comes a job (torchJob.ts), answered with the loss of its tokens and the milliseconds from making the
networks to the end of their first step, and after it `null` for every further step, answered with its milliseconds.
`lane.py probe` says what this Python can do.
"""

import json
import math
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Callable

if sys.version_info < (3, 10):
    sys.exit(f'Python 3.10 or newer is needed, this is {sys.version_info[0]}.{sys.version_info[1]}.')

import torch
from torch import Tensor

from gpt import Config, Gpt, cross_entropy
from ppo import Ppo, adamw, generate, next_logits, take_step

DTYPES = {'float32': torch.float32, 'int32': torch.int32}

Step = Callable[[], dict[str, float]]


def read_tensor(path: Path, kind: str, shape: list[int]) -> Tensor:
    """Indices as the int64 that PyTorch wants."""
    tensor = torch.frombuffer(bytearray(path.read_bytes()), dtype=DTYPES[kind]).view(shape)
    return tensor.long() if kind == 'int32' else tensor


def training(job: SimpleNamespace, net: Gpt, given: SimpleNamespace) -> Step:
    optimizer = adamw(net, job.settings.optimizer.learningRate, job.settings.optimizer.weightDecay, job.settings.optimizer)
    objective = torch.compile(cross_entropy) if job.compiled else cross_entropy

    def step():
        loss = objective(net, given.inputs, given.targets)
        norm = take_step(optimizer, loss, job.settings.optimizer.clipGradNorm)
        return {'loss': loss.item(), 'gradNorm': norm.item()}

    return step


def rollout(job: SimpleNamespace, net: Gpt, given: SimpleNamespace) -> Step:
    read = torch.compile(next_logits, dynamic=True) if job.compiled else next_logits

    def step():
        drawn = generate(net, given.inputs, None, job.settings.newTokens, 1, read=read)
        return {'tokens': drawn.numel()}

    return step


def iteration(job: SimpleNamespace, net: Gpt, given: SimpleNamespace) -> Step:
    scalar = Config(**{**vars(net.config), 'scalar_head': True})
    with_head = torch.cat([given.weights, torch.zeros(net.config.width + 1)])
    networks = {
        'policy': net,
        'reference': Gpt(net.config, given.weights),
        'rewardModel': Gpt(scalar, with_head),
        'valueNetwork': Gpt(scalar, with_head),
    }
    ppo = Ppo(networks, given.corpus, job.settings, job.compiled)
    iterations = 0

    def step():
        nonlocal iterations
        batch = iterations % len(given.prompts)
        iterations += 1
        return ppo.iterate(given.prompts[batch], given.padding[batch])

    return step


WORKS = {'training': training, 'rollout': rollout, 'iteration': iteration}


def timed(step: Step) -> tuple[float, dict[str, float]]:
    """Milliseconds, and what the step reports."""
    begun = time.perf_counter()
    reported = step()
    milliseconds = 1000 * (time.perf_counter() - begun)
    if not all(math.isfinite(value) for value in reported.values()):
        raise ArithmeticError(f'Not finite: {reported}.')
    return milliseconds, reported


def start(job: SimpleNamespace) -> tuple[Step, dict]:
    torch.set_num_threads(job.threads)
    given = SimpleNamespace(**{f.name: read_tensor(Path(job.folder) / f.name, f.type, f.shape) for f in job.files})
    network = lambda: Gpt(Config(**vars(job.config)), given.weights)
    step: Step | None = None

    def first_step():
        nonlocal step
        step = WORKS[job.work](job, network(), given)
        return step()

    milliseconds, reported = timed(first_step)
    with torch.no_grad():
        loss = reported['loss'] if 'loss' in reported else cross_entropy(network(), given.inputs, given.targets).item()
    return step, {'loss': loss, 'firstStepMs': milliseconds}


def probe() -> dict:
    fault = None
    try:
        torch.compile(lambda x: x.sin() + x.cos())(torch.ones(8))
    except Exception as error:
        fault = in_one_line(error)
    return {'version': torch.__version__, 'compileFault': fault}


def in_one_line(error: Exception) -> str:
    """Its first line, or what a compiler calls an error: below are what it ran and how PyTorch may be asked for more."""
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return next((line.strip() for line in lines if 'error: ' in line), lines[0])


def serve(answers) -> None:
    say = lambda answer: print(json.dumps(answer), file=answers, flush=True)
    say({'device': f'PyTorch {torch.__version__}'})
    step: Step | None = None
    for line in sys.stdin:
        job = json.loads(line, object_hook=lambda fields: SimpleNamespace(**fields))
        try:
            if job is None:
                say({'milliseconds': timed(step)[0]})
            else:
                step, answer = start(job)
                say(answer)
        except Exception as error:
            say({'error': f'{type(error).__name__}: {error}'})


if __name__ == '__main__':
    stdout, sys.stdout = sys.stdout, sys.stderr
    if sys.argv[1:] == ['probe']:
        print(json.dumps(probe()), file=stdout)
    else:
        serve(stdout)
