"""
An iteration of PPO-ptx (Ouyang et al. 2022, equation 2) as one writes it in PyTorch: a rollout with a key-value cache, a
per-token KL penalty, generalized advantage estimation, clipped losses, a value network of its own, and the pretraining
gradient in the same step. The formulas are those of src/engine/rlhf, whose settings come as `settings`. Prompts are
padded on the left to one width, so that all responses begin at one place.
"""

from types import SimpleNamespace
from typing import Callable

import torch
from torch import Tensor
from torch.nn.utils import clip_grad_norm_

from gpt import Cache, Gpt, cross_entropy, token_logprobs


def masked_mean(x: Tensor, mask: Tensor) -> Tensor:
    return (x * mask).sum() / mask.sum()


def masked_variance(x: Tensor, mask: Tensor) -> Tensor:
    return masked_mean((x - masked_mean(x, mask)) ** 2, mask)


def whiten(x: Tensor, mask: Tensor, shift_mean: bool = True) -> Tensor:
    """Scaled to variance 1 over the valid tokens, and to mean 0 unless the mean is put back; 0 outside the mask."""
    mean = masked_mean(x, mask)
    return ((x - mean) * torch.rsqrt(masked_variance(x, mask) + 1e-8) + (0 if shift_mean else mean)) * mask


def explained_variance(values: Tensor, returns: Tensor, mask: Tensor) -> Tensor:
    """1 − Var(R − V)/Var(R); 0 where returns do not vary."""
    variance = masked_variance(returns, mask)
    return torch.where(variance == 0, 0, 1 - masked_variance(returns - values, mask) / variance)


def token_rewards(logprobs: Tensor, ref_logprobs: Tensor, mask: Tensor, scores: Tensor, kl_coef: float) -> Tensor:
    """−β (log π − log π_ref) of every token, and the score at the last one. [B, R]"""
    rewards = -kl_coef * (logprobs - ref_logprobs) * mask
    rewards[torch.arange(len(scores)), mask.sum(1).long() - 1] += scores
    return rewards


def gae(rewards: Tensor, values: Tensor, mask: Tensor, gamma: float, lam: float) -> tuple[Tensor, Tensor]:
    """Advantages and returns, 0 outside the responses. [B, R] each"""
    rewards, values = rewards * mask, values * mask
    next_value = next_advantage = torch.zeros(len(values), dtype=values.dtype)
    backwards = []
    for t in reversed(range(values.shape[1])):
        delta = rewards[:, t] + gamma * next_value - values[:, t]
        next_advantage = delta + gamma * lam * next_advantage
        next_value = values[:, t]
        backwards.append(next_advantage)
    advantages = torch.stack(backwards[::-1], 1) * mask
    return advantages, (advantages + values) * mask


def policy_loss(logprobs: Tensor, old: Tensor, advantages: Tensor, mask: Tensor, clip_range: float):
    """The clipped loss, and clip fraction, approximate KL and mean ratio."""
    log_ratio = (logprobs - old) * mask
    ratio = log_ratio.exp()
    unclipped = -advantages * ratio
    clipped = -advantages * ratio.clamp(1 - clip_range, 1 + clip_range)
    reported = {
        'clipFraction': masked_mean((clipped > unclipped).to(mask.dtype), mask),
        'approxKl': masked_mean(log_ratio**2, mask) / 2,
        'ratio': masked_mean(ratio, mask),
    }
    return masked_mean(torch.maximum(unclipped, clipped), mask), reported


def value_loss(values: Tensor, old: Tensor, returns: Tensor, mask: Tensor, clip_range: float) -> Tensor:
    """`clip_range` 0 = no clipping."""
    error = (values - returns) ** 2
    if clip_range > 0:
        moved = (values - old).clamp(-clip_range, clip_range)
        error = torch.maximum(error, (old + moved - returns) ** 2)
    return masked_mean(error, mask) / 2


def next_logits(net: Gpt, ids: Tensor, padding: Tensor | None, place: int, caches: list[Cache]) -> Tensor:
    """Reads tokens into the caches. [B, V]"""
    return net.logits(net(ids, padding, place, caches)[:, -1])


@torch.inference_mode()
def generate(
    net: Gpt,
    prompts: Tensor,
    padding: Tensor | None,
    new: int,
    temperature: float,
    end: int | None = None,
    read: Callable[..., Tensor] = next_logits,
) -> Tensor:
    """The tokens drawn after each prompt, until every row has drawn `end`. [B, at most `new`]"""
    caches = [Cache(len(prompts), net.config) for _ in net.h]
    ids, place = prompts, 0
    ended = torch.zeros(len(prompts), dtype=torch.bool)
    drawn = []
    for _ in range(new):
        logits = read(net, ids, padding, place, caches)
        place += ids.shape[1]
        # arg max of p/e, e exponential, is a draw of p: quicker than torch.multinomial.
        probabilities = (logits / temperature).softmax(-1)
        token = (probabilities / torch.empty_like(probabilities).exponential_()).argmax(-1)
        drawn.append(token)
        ids = token[:, None]
        if end is not None:
            ended |= token == end
            if ended.all():
                break
    return torch.stack(drawn, 1)


def response_logits(net: Gpt, ids: Tensor, padding: Tensor | None, new: int, temperature: float) -> Tensor:
    """Those from which the last `new` tokens were drawn. [B, new, V]"""
    return net.logits(net(ids[:, :-1], padding)[:, -new:]) / temperature


def response_values(net: Gpt, ids: Tensor, padding: Tensor | None, new: int) -> Tensor:
    """The value before each of the last `new` tokens. [B, new]"""
    return net.values(net(ids[:, :-1], padding)[:, -new:])


def response_columns(policy: Gpt, reference: Gpt, ids: Tensor, padding: Tensor, new: int, temperature: float):
    """Log-probabilities under policy and reference, entropy and exact KL. [B, new] each"""
    log_pi = response_logits(policy, ids, padding, new, temperature).log_softmax(-1)
    log_ref = response_logits(reference, ids, padding, new, temperature).log_softmax(-1)
    pi = log_pi.exp()
    drawn = ids[:, -new:, None]
    logprobs, ref_logprobs = (x.gather(-1, drawn).squeeze(-1) for x in (log_pi, log_ref))
    return logprobs, ref_logprobs, -(pi * log_pi).sum(-1), (pi * (log_pi - log_ref)).sum(-1)


def response_scores(reward_model: Gpt, ids: Tensor, padding: Tensor, last: Tensor) -> Tensor:
    """The scalar head at each row's last token. [B]"""
    return reward_model.values(reward_model(ids, padding)[torch.arange(len(ids)), last])


def policy_objective(
    policy: Gpt, ids: Tensor, padding: Tensor | None, columns: dict[str, Tensor], windows: Tensor, s: SimpleNamespace
):
    """PPO's loss and γ_ptx times the cross entropy of windows of the corpus."""
    new = columns['mask'].shape[1]
    logprobs = token_logprobs(response_logits(policy, ids, padding, new, s.temperature), ids[:, -new:])
    loss, reported = policy_loss(logprobs, columns['logprobs'], columns['whitened'], columns['mask'], s.clipRange)
    ptx_loss = cross_entropy(policy, windows[:, :-1], windows[:, 1:])
    return loss + s.ptxCoef * ptx_loss, {**reported, 'policyLoss': loss, 'ptxLoss': ptx_loss}


def value_objective(net: Gpt, ids: Tensor, padding: Tensor | None, columns: dict[str, Tensor], s: SimpleNamespace):
    values = response_values(net, ids, padding, columns['mask'].shape[1])
    return value_loss(values, columns['values'], columns['returns'], columns['mask'], s.valueClipRange)


def adamw(net: Gpt, learning_rate: float, weight_decay: float, s: SimpleNamespace) -> torch.optim.AdamW:
    parameters, betas = net.parameters(), (s.beta1, s.beta2)
    return torch.optim.AdamW(parameters, learning_rate, betas, s.epsilon, weight_decay, fused=True)


def take_step(optimizer: torch.optim.AdamW, loss: Tensor, clip_grad_norm: float) -> Tensor:
    """Along the clipped gradient; its norm before clipping."""
    optimizer.zero_grad()
    loss.backward()
    norm = clip_grad_norm_(optimizer.param_groups[0]['params'], clip_grad_norm, error_if_nonfinite=True)
    optimizer.step()
    return norm


class Ppo:
    def __init__(self, networks: dict[str, Gpt], corpus: Tensor, settings: SimpleNamespace, compiled: bool):
        self.policy, self.value_network = networks['policy'], networks['valueNetwork']
        self.reference, self.reward_model = networks['reference'], networks['rewardModel']
        self.corpus, self.s = corpus, settings
        self.optimizer = adamw(self.policy, settings.policyLr, 0, settings.optimizer)
        self.value_optimizer = adamw(self.value_network, settings.valueLr, 0, settings.optimizer)
        run = torch.compile if compiled else lambda function: function
        self.next_logits = torch.compile(next_logits, dynamic=True) if compiled else next_logits
        self.columns, self.scores, self.values = map(run, (response_columns, response_scores, response_values))
        self.policy_objective, self.value_objective = map(run, (policy_objective, value_objective))

    @torch.no_grad()
    def rollout(self, prompts: Tensor, padding: Tensor):
        """Prompts with their responses, [B, P + R], the columns that the losses need, [B, R] each, and metrics."""
        s = self.s
        drawn = generate(self.policy, prompts, padding, s.maxResponse, s.temperature, s.end, self.next_logits)
        ends = drawn == s.end
        over = (ends.cumsum(1) - ends.long()) > 0
        mask, lengths, new = (~over).float(), (~over).sum(1), drawn.shape[1]
        ids = torch.cat([prompts, drawn.masked_fill(over, s.pad)], 1)
        said = self.columns(self.policy, self.reference, ids, padding, new, s.temperature)
        logprobs, ref_logprobs, entropy, kl = said
        values = self.values(self.value_network, ids, padding, new)
        scores = self.scores(self.reward_model, ids, padding, prompts.shape[1] + lengths - 1)
        scores -= s.missingEosPenalty * ~ends.any(1)
        rewards = token_rewards(logprobs, ref_logprobs, mask, scores, s.klCoef)
        advantages, returns = gae(rewards, values, mask, s.gamma, s.lam)
        columns = {'mask': mask, 'logprobs': logprobs, 'values': values, 'returns': returns}
        metrics = {
            'proxyReward': scores.mean(),
            'totalReward': rewards.sum(1).mean(),
            'kl': (kl * mask).sum(1).mean(),
            'entropy': masked_mean(entropy, mask),
            'responseLength': lengths.float().mean(),
            'endedShare': ends.any(1).float().mean(),
            'explainedVariance': explained_variance(values, returns, mask),
        }
        return ids, {**columns, 'whitened': whiten(advantages, mask)}, metrics

    def update(self, ids: Tensor, padding: Tensor, columns: dict[str, Tensor]) -> dict[str, Tensor]:
        s, time = self.s, self.policy.config.context
        starts = torch.randint(len(self.corpus) - time, (s.ptxBatch, 1))
        windows = self.corpus[starts + torch.arange(time + 1)]
        loss, reported = self.policy_objective(self.policy, ids, padding, columns, windows, s)
        value = self.value_objective(self.value_network, ids, padding, columns, s)
        norm = take_step(self.optimizer, loss, s.optimizer.clipGradNorm)
        value_norm = take_step(self.value_optimizer, value, s.optimizer.clipGradNorm)
        return {**reported, 'valueLoss': value, 'gradNorm': norm, 'valueGradNorm': value_norm}

    def iterate(self, prompts: Tensor, padding: Tensor) -> dict[str, float]:
        """One iteration on prompts that are padded on the left; its metrics."""
        ids, columns, metrics = self.rollout(prompts, padding)
        updates = []
        for _ in range(self.s.ppoEpochs):
            for rows in torch.randperm(len(ids)).chunk(self.s.minibatches):
                taken = {name: column[rows] for name, column in columns.items()}
                updates.append(self.update(ids[rows], padding[rows], taken))
        ratio = updates[0]['ratio'].item()
        if abs(ratio - 1) > 1e-5:
            raise ArithmeticError(f'The ratio of the first minibatch must be 1, it is {ratio}.')
        means = {name: torch.stack([update[name].detach() for update in updates]).mean() for name in updates[0]}
        return {name: value.item() for name, value in {**metrics, **means}.items()}
