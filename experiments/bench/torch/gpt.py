"""GPT-2 as one writes it in PyTorch, with Hugging Face's names, from the flat vector of floats of src/engine/lm/layout.ts."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F


@dataclass(frozen=True)
class Config:
    """Vocabulary V, context S, width D, layers L, attention heads H."""

    vocabulary: int
    context: int
    width: int
    layers: int
    heads: int
    scalar_head: bool = False


class Conv1D(nn.Module):
    """A linear map whose matrix is [in, out]."""

    def __init__(self, inputs: int, outputs: int):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(inputs, outputs))
        self.bias = nn.Parameter(torch.empty(outputs))

    def forward(self, x: Tensor) -> Tensor:
        return torch.addmm(self.bias, x.reshape(-1, x.shape[-1]), self.weight).view(*x.shape[:-1], -1)


class Cache:
    """Keys and values of one layer, [B, H, S, D/H] each."""

    def __init__(self, batch: int, config: Config):
        shape = (batch, config.heads, config.context, config.width // config.heads)
        self.keys, self.values = torch.zeros(shape), torch.zeros(shape)

    def write(self, place: int, keys: Tensor, values: Tensor) -> tuple[Tensor, Tensor]:
        """Those of all places up to the ones written."""
        end = place + keys.shape[2]
        self.keys[:, :, place:end] = keys
        self.values[:, :, place:end] = values
        return self.keys[:, :, :end], self.values[:, :, :end]


class Attention(nn.Module):
    def __init__(self, config: Config):
        super().__init__()
        self.heads = config.heads
        self.c_attn = Conv1D(config.width, 3 * config.width)
        self.c_proj = Conv1D(config.width, config.width)

    def forward(self, x: Tensor, mask: Tensor | None, place: int, cache: Cache | None) -> Tensor:
        batch, time, width = x.shape
        q, k, v = (
            part.view(batch, time, self.heads, width // self.heads).transpose(1, 2)
            for part in self.c_attn(x).split(width, -1)
        )
        if cache is not None:
            k, v = cache.write(place, k, v)
        y = F.scaled_dot_product_attention(q, k, v, attn_mask=mask, is_causal=mask is None and time > 1)
        return self.c_proj(y.transpose(1, 2).reshape(batch, time, width))


class Mlp(nn.Module):
    def __init__(self, width: int):
        super().__init__()
        self.c_fc = Conv1D(width, 4 * width)
        self.c_proj = Conv1D(4 * width, width)

    def forward(self, x: Tensor) -> Tensor:
        return self.c_proj(F.gelu(self.c_fc(x), approximate='tanh'))


class Block(nn.Module):
    def __init__(self, config: Config):
        super().__init__()
        self.ln_1 = nn.LayerNorm(config.width)
        self.attn = Attention(config)
        self.ln_2 = nn.LayerNorm(config.width)
        self.mlp = Mlp(config.width)

    def forward(self, x: Tensor, mask: Tensor | None, place: int, cache: Cache | None) -> Tensor:
        x = x + self.attn(self.ln_1(x), mask, place, cache)
        return x + self.mlp(self.ln_2(x))


class Gpt(nn.Module):
    def __init__(self, config: Config, flat: Tensor):
        super().__init__()
        self.config = config
        self.wte = nn.Embedding(config.vocabulary, config.width)
        self.wpe = nn.Embedding(config.context, config.width)
        self.h = nn.ModuleList(Block(config) for _ in range(config.layers))
        self.ln_f = nn.LayerNorm(config.width)
        if config.scalar_head:
            self.score = nn.Linear(config.width, 1)
        nn.utils.vector_to_parameters(flat, self.parameters())
        # What was assigned are views of the one vector.
        for parameter in self.parameters():
            parameter.data = parameter.data.clone()

    def forward(
        self, ids: Tensor, padding: Tensor | None = None, place: int = 0, caches: list[Cache] | None = None
    ) -> Tensor:
        """
        The last hidden states of tokens that begin at `place`, [B, T, D]. `padding` counts the padding tokens on the left
        of each row, [B].
        """
        positions = torch.arange(place, place + ids.shape[1])
        mask = None
        if padding is not None:
            mask = left_padded_mask(positions, torch.arange(place + ids.shape[1]), padding)
            positions = (positions - padding[:, None]).clamp(min=0)
        x = self.wte(ids) + self.wpe(positions)
        for i, block in enumerate(self.h):
            x = block(x, mask, place, None if caches is None else caches[i])
        return self.ln_f(x)

    def logits(self, hidden: Tensor) -> Tensor:
        """[…, V]"""
        return hidden @ self.wte.weight.t()

    def values(self, hidden: Tensor) -> Tensor:
        """The scalar head, […]."""
        return self.score(hidden).squeeze(-1)


def left_padded_mask(queries: Tensor, keys: Tensor, padding: Tensor) -> Tensor:
    """Which keys the places of `queries` attend to: themselves, and what comes before them but padding. [B, 1, T, keys]"""
    at = queries[:, None]
    return (((keys < at) & (keys >= padding[:, None, None])) | (keys == at))[:, None]


def token_logprobs(logits: Tensor, targets: Tensor) -> Tensor:
    """log π of every target, [B, T]."""
    return -F.cross_entropy(logits.flatten(0, -2), targets.flatten(), reduction='none').view(targets.shape)


def cross_entropy(net: Gpt, inputs: Tensor, targets: Tensor) -> Tensor:
    """Nats per token."""
    return F.cross_entropy(net.logits(net(inputs)).flatten(0, 1), targets.flatten())
