#!/usr/bin/env python3
"""
Holds gpt.py and ppo.py to golden/golden.json: `TORCH_PYTHON experiments/bench/torch/golden.py`. In float64 the formulas
must agree to 1e-9, in float32, in which the benchmark runs, to 1e-5. Prints the largest error of every case and exits with 1
when one is larger.
"""

import json
import math
import re
import sys
from pathlib import Path
from types import SimpleNamespace

import torch
from torch import Tensor

from gpt import Cache, Config, Gpt, cross_entropy, token_logprobs
from ppo import (
    adamw,
    explained_variance,
    gae,
    generate,
    masked_mean,
    masked_variance,
    next_logits,
    policy_loss,
    policy_objective,
    response_columns,
    response_scores,
    response_values,
    take_step,
    token_rewards,
    value_loss,
    value_objective,
    whiten,
)

CASES = json.loads((Path(__file__).parents[3] / 'golden/golden.json').read_text())['cases']
TOLERANCES = {torch.float64: 1e-9, torch.float32: 1e-5}


class Comparison:
    """One case of the file in one precision, and the largest error found in it."""

    def __init__(self, name: str):
        self.case = CASES[name]
        self.expected = self.case['expected']
        self.given = SimpleNamespace(**{key: tensor(value) for key, value in self.case['inputs'].items()})
        self.worst, self.where = 0.0, ''

    def value(self, where: str, got, wanted) -> None:
        """Element by element, relative where the expected number is larger than 1."""
        got, wanted = tensor(got), tensor(wanted)
        if got.shape != wanted.shape:
            raise ValueError(f'{where}: the shape is {list(got.shape)}, {list(wanted.shape)} is expected.')
        off = (got - wanted).abs() / wanted.abs().clamp(min=1)
        self.note(where, off.max().item())

    def norm(self, where: str, got: Tensor, wanted) -> None:
        """A gradient as a whole; where it vanishes round-off is all there is."""
        wanted = tensor(wanted).view(got.shape)
        size = wanted.norm().item()
        self.note(where, (got - wanted).norm().item() / (size if size > 1e-6 else 1))

    def note(self, where: str, error: float) -> None:
        """An error that is not a number is larger than all others."""
        error = math.inf if math.isnan(error) else error
        if error > self.worst:
            self.worst, self.where = error, where


def tensor(value):
    """Whole numbers stay whole; texts and records stay as they are."""
    if isinstance(value, (str, dict)):
        return value
    return torch.as_tensor(value) if is_whole(value) else torch.as_tensor(value, dtype=torch.get_default_dtype())


def is_whole(value) -> bool:
    return all(map(is_whole, value)) if isinstance(value, list) else isinstance(value, int)


def our_name(name: str) -> str:
    """Hugging Face's name of a parameter of the file: h0.attn.c_attn.w → h.0.attn.c_attn.weight."""
    name = re.sub(r'^h(\d+)\.', r'h.\1.', name)
    name = re.sub(r'^(reward|value)_head\.', 'score.', name)
    name = re.sub(r'\.b$', '.bias', re.sub(r'\.[wg]$', '.weight', name))
    return f'{name}.weight' if name in ('wte', 'wpe') else name


def network(head: str | None = None, c: Comparison | None = None) -> Gpt:
    """That of case tiny_gpt, with a scalar head of another case if there is one."""
    weights, shapes = CASES['tiny_gpt']['inputs']['weights'], CASES['tiny_gpt']['shapes']
    config = Config(
        shapes['vocab'], shapes['wpe_rows'], shapes['D'], shapes['layers'], shapes['heads'], head is not None
    )
    parts = [tensor(value) for name, value in weights.items() if name != 'lm_head.w']
    if head is not None:
        parts += [getattr(c.given, f'{head}_head_w'), getattr(c.given, f'{head}_head_b')]
    return Gpt(config, torch.cat([part.flatten() for part in parts]))


def compare_gradients(c: Comparison, net: Gpt, wanted: dict) -> None:
    found = dict(net.named_parameters())
    for name, gradient in wanted.items():
        c.norm(f'gradient of {name}', found[our_name(name)].grad, gradient)


def tiny_gpt(c: Comparison) -> None:
    net, wanted = network(), c.expected['tied_gelu_tanh']
    logits = net.logits(net(c.given.ids))
    c.value('logits', logits, wanted['logits'])
    c.value('token cross entropy', -token_logprobs(logits, c.given.targets), wanted['token_cross_entropy'])
    loss = cross_entropy(net, c.given.ids, c.given.targets)
    c.value('loss', loss, wanted['loss'])
    loss.backward()
    compare_gradients(c, net, wanted['grads'])
    left_padded(c, net)


@torch.no_grad()
def left_padded(c: Comparison, net: Gpt) -> None:
    """With padding on the left, and token by token with a cache."""
    ids = tensor(c.case['left_padded']['ids'])
    valid = tensor(c.case['left_padded']['attention_mask']) == 1
    wanted = tensor(c.case['left_padded']['logits_tied_gelu_tanh'])
    padding = (~valid).sum(1)
    c.value('logits with padding', net.logits(net(ids, padding))[valid], wanted[valid])
    caches = [Cache(len(ids), net.config) for _ in net.h]
    prompt = 4
    c.value('logits of a prompt', next_logits(net, ids[:, :prompt], padding, 0, caches), wanted[:, prompt - 1])
    for place in range(prompt, ids.shape[1]):
        logits = next_logits(net, ids[:, place : place + 1], padding, place, caches)
        c.value(f'logits at place {place} with a cache', logits, wanted[:, place])
    likeliest = generate(net, ids[:, :prompt], padding, 1, 1e-6)
    c.value('a draw at temperature 0', likeliest[:, 0], wanted[:, prompt - 1].argmax(-1))


def reward_model(c: Comparison) -> None:
    net = network('reward', c)
    scores = response_scores(net, c.given.ids, None, c.given.last_index)
    c.value('rewards', scores, c.expected['rewards'])
    ranked = scores[c.given.ranking]
    better, worse = torch.triu_indices(len(ranked), len(ranked), 1)
    loss = -torch.nn.functional.logsigmoid(ranked[better] - ranked[worse]).mean()
    c.value('loss', loss, c.expected['loss'])
    loss.backward()
    compare_gradients(c, net, c.expected['grads'])


def ppo_ptx(c: Comparison) -> None:
    """On a shared trunk: policy and value network are one."""
    given, wanted = c.given, c.expected
    net = network('value', c)
    ids, mask, new = given.query_responses, given.response_mask.to(given.returns.dtype), given.response_mask.shape[1]
    columns = {'logprobs': given.old_logprobs, 'values': given.old_values, 'whitened': given.advantages}
    columns |= {'returns': given.returns, 'mask': mask}
    windows = torch.cat([given.pretrain_ids, given.pretrain_targets[:, -1:]], 1)
    s = SimpleNamespace(
        temperature=given.temperature.item(),
        clipRange=given.cliprange.item(),
        valueClipRange=given.cliprange_value.item(),
        ptxCoef=given.ptx_coef.item(),
    )
    with torch.no_grad():
        logprobs, _, entropy, kl = response_columns(net, net, ids, None, new, s.temperature)
        c.value('log-probabilities', logprobs * mask, wanted['new_logprobs_masked'])
        c.value('entropy', masked_mean(entropy, mask), wanted['entropy'])
        c.value('KL to itself', kl, torch.zeros_like(kl))
        c.value('values', response_values(net, ids, None, new) * mask, wanted['new_values_masked'])

    def total(s: SimpleNamespace):
        policy, reported = policy_objective(net, ids, None, columns, windows, s)
        value = value_objective(net, ids, None, columns, s)
        return policy + given.vf_coef * value, {**reported, 'valueLoss': value}

    alone, _ = total(SimpleNamespace(**{**vars(s), 'ptxCoef': 0}))
    (gradient,) = torch.autograd.grad(alone, [net.wte.weight])
    c.norm('gradient of PPO alone', gradient, wanted['grads_ppo_part_only_wte'])
    loss, reported = total(s)
    names = {'policyLoss': 'pg_loss', 'valueLoss': 'vf_loss', 'ptxLoss': 'ptx_loss', 'clipFraction': 'pg_clipfrac'}
    for name, theirs in {**names, 'approxKl': 'approxkl_k2'}.items():
        c.value(name, reported[name], wanted[theirs])
    c.value('total loss', loss, wanted['total_loss'])
    beta1, beta2 = given.betas.tolist()
    optimizer = adamw(net, given.lr.item(), 0, SimpleNamespace(beta1=beta1, beta2=beta2, epsilon=given.eps.item()))
    c.value('norm of the gradient', take_step(optimizer, loss, 1e30), wanted['grad_global_norm'])
    compare_gradients(c, net, wanted['grads_total'])
    found = dict(net.named_parameters())
    for name, parameter in wanted['params_after_adam_step'].items():
        got, gradient = found[our_name(name)].data.flatten(), tensor(wanted['grads_total'][name]).flatten()
        # Adam's first step, lr·g/(|g| + ε), makes round-off large where a gradient is nothing else, as the key biases' is.
        known = (gradient.abs() > 1e-4) | (gradient == 0)
        c.value(f'{name} after a step', got[known], tensor(parameter).flatten()[known])


def advantages(c: Comparison) -> None:
    rewards, values, mask = c.given.rewards, c.given.values, c.given.mask.to(c.given.values.dtype)
    for name, wanted in c.expected.items():
        discounts = re.fullmatch(r'gamma_([\d.]+)_lambda_([\d.]+)', name)
        whitened = name.startswith('with_reward_whitening_biased')
        if not discounts and not whitened:
            continue
        gamma, lam = map(float, discounts.groups() if discounts else (1, 0.95))
        used = whiten(rewards, mask, shift_mean=False) if whitened else rewards
        found, returns = gae(used, values, mask, gamma, lam)
        c.value(f'{name}: advantages', found, wanted['advantages'])
        c.value(f'{name}: returns', returns, wanted['returns'])
        if discounts:
            c.value(f'{name}: whitened', whiten(found, mask), wanted['whitened_biased'])


def ppo_losses(c: Comparison) -> None:
    given, wanted, mask = c.given, c.expected, c.given.mask.to(c.given.returns.dtype)
    clip_range, value_clip_range = given.cliprange.item(), given.cliprange_value.item()
    logprobs, values = given.new_logprobs.requires_grad_(), given.new_values.requires_grad_()
    policy, reported = policy_loss(logprobs, given.old_logprobs, given.advantages, mask, clip_range)
    value = value_loss(values, given.old_values, given.returns, mask, value_clip_range)
    c.value('policy loss', policy, wanted['pg_loss'])
    c.value('value loss', value, wanted['vf_loss'])
    c.value('clip fraction', reported['clipFraction'], wanted['pg_clipfrac'])
    c.value('approximate KL', reported['approxKl'], wanted['approxkl_k2_half_mean_square'])
    c.value('mean ratio', reported['ratio'], wanted['ratio_mean'])
    unclipped = value_loss(values, given.old_values, given.returns, mask, 0)
    c.value('value loss without clipping', 2 * unclipped, wanted['value_error_mean'])
    by_logprobs, by_values = torch.autograd.grad(policy + given.vf_coef * value, [logprobs, values])
    c.norm('gradient by log-probabilities', by_logprobs, wanted['grad_total_wrt_new_logprobs'])
    c.norm('gradient by values', by_values, wanted['grad_total_wrt_new_values'])


def kl_rewards(c: Comparison) -> None:
    given, mask = c.given, c.given.mask.to(c.given.logprobs.dtype)
    rewards = token_rewards(given.logprobs, given.ref_logprobs, mask, given.scores, given.beta.item())
    c.value('rewards', rewards, c.expected['k1']['rewards_score_at_last_token'])


def masked_moments(c: Comparison) -> None:
    values, mask, wanted = c.given.values, c.given.mask.to(c.given.values.dtype), c.expected
    c.value('mean', masked_mean(values, mask), wanted['masked_mean'])
    c.value('variance', masked_variance(values, mask), wanted['masked_var_biased'])
    c.value('whitened', whiten(values, mask), wanted['masked_whiten_biased_shift_mean_true'])
    kept = whiten(values, mask, shift_mean=False)
    c.value('whitened, mean put back', kept, wanted['masked_whiten_biased_shift_mean_false'])
    c.value('explained by themselves', explained_variance(values, values, mask), 1.0)
    c.value('explained by nothing', explained_variance(torch.zeros_like(values), values, mask), 0.0)


CHECKS = {
    'tiny_gpt': tiny_gpt,
    'tiny_gpt_reward_model_step': reward_model,
    'tiny_gpt_ppo_ptx_step': ppo_ptx,
    'gae': advantages,
    'ppo_loss': ppo_losses,
    'kl_rewards': kl_rewards,
    'masked_mean_var_whiten': masked_moments,
}


def main() -> int:
    failed = False
    for dtype, tolerance in TOLERANCES.items():
        torch.set_default_dtype(dtype)
        for name, check in CHECKS.items():
            c = Comparison(name)
            check(c)
            fine = c.worst <= tolerance
            failed |= not fine
            print(f'{"ok  " if fine else "FAIL"} {dtype} {name}: {c.worst:.1e} at most, {c.where}')
    return int(failed)


if __name__ == '__main__':
    sys.exit(main())
